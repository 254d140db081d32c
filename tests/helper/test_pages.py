"""What each page shows, to whom, and what its answers do."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.elders.enums import Power
from services.orders.actions.check_in import check_in
from services.orders.actions.claim_order import claim_order
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Order
from tests import personas
from tests.helper.ground import clock, served, signed_in  # noqa: F401 - a fixture
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"HX-Request": "true"}
OF_ELDER = ("elder", "when", "card", "mandate")
OF_ORDER = ("order", "confirm", "dispute", "cancel", "no_show")


def page(name, row):
    return reverse(f"helper:{name}", args=[row.id])


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_outsiders_find_nothing():
    lin = personas.elder()
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    claim_order(by=guo, at=NOW, order_id=order.id)
    zhen = personas.user("陈远真", Role.PROXY)
    far = personas.user("远村", Role.VILLAGE_WORKER, region="350425101201")
    for outsider in (zhen, far, guo):  # whoever serves has a page of their own, without the code for the door
        client = signed_in(outsider)
        for address in [page(name, lin) for name in OF_ELDER] + [page(name, order) for name in OF_ORDER]:
            assert client.get(address).status_code == 404, (outsider, address)
        for name in OF_ORDER[1:]:
            assert client.post(page(name, order), {"rating": 5, "reason": "x"}).status_code == 404
    order.refresh_from_db()
    assert order.status == OrderStatus.CLAIMED


def test_signed_out_people_are_asked_to_sign_in(client):
    lin = personas.elder()
    for address in (reverse("helper:home"), reverse("helper:orders"), page("elder", lin)):
        assert client.get(address)["Location"].startswith("/account/login/")


def test_a_volunteer_without_elders_is_told_so():
    assert signed_in(personas.volunteer()).get(reverse("helper:home")).status_code == 403


def test_home_leads_to_the_only_elder_and_lists_several():
    lin = personas.elder()
    mei = personas.proxy(lin)
    home = reverse("helper:home")
    assert signed_in(mei).get(home)["Location"] == page("elder", lin)
    personas.mandate(personas.elder("范细妹", minutes=0), mei)
    shown = signed_in(mei).get(home)
    assert [(row.elder.person.name, row.available) for row in shown.context["rows"]] == [("林细妹", 300), ("范细妹", 0)]
    empty = signed_in(personas.user("陈远真", Role.PROXY)).get(home)
    assert b"Nobody has asked you" in empty.content


def test_pages_with_personal_data_are_not_stored():
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin)
    client = signed_in(mei)
    pages = [page(name, lin) for name in ("elder", "card", "mandate")] + [page("order", order)]
    for address in pages:
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_lists_ask_the_database_as_often_for_five_as_for_two():
    lin = personas.elder(minutes=2000)
    mei = personas.proxy(lin)
    personas.mandate(personas.elder("范细妹"), mei)
    addresses = [reverse("helper:home"), reverse("helper:orders"), page("elder", lin)]
    client = signed_in(mei)

    def more(number):
        for hours in range(number):
            guo = personas.volunteer()
            order = personas.order(mei, lin, hours=2 + hours)
            claim_order(by=guo, at=NOW, order_id=order.id)
            served(personas.order(mei, lin, hours=2 + hours), personas.volunteer())

    more(2)
    client.get(addresses[0])
    few = [queries(client, address) for address in addresses]
    more(3)
    personas.mandate(personas.elder("连玉英"), mei)
    assert [queries(client, address) for address in addresses] == few


def test_usual_things_stand_first():
    lin = personas.elder()
    mei = personas.proxy(lin)
    personas.item("lunch", name_zh="送午饭", name_en="Bring lunch")
    personas.order(mei, lin, of=personas.item())
    shown = signed_in(mei).get(page("elder", lin)).context
    assert [tile.version.name_en for tile in shown["usual"]] == ["Haircut"]
    assert [tile.version.name_en for shelf in shown["shelves"] for tile in shelf.tiles] == ["Bring lunch"]


def test_who_comes_is_named_after_the_claim_and_the_look_is_noted():
    lin = personas.elder()
    mei, guo = personas.proxy(lin), personas.volunteer("郑国忠")
    guo.person.phone = "13900001111"
    guo.person.save()
    order = personas.order(mei, lin)
    client = signed_in(mei)
    before = client.get(page("order", order)).content.decode()
    assert "13900001111" not in before
    assert "Zheng Guozhong" not in before
    claim_order(by=guo, at=NOW, order_id=order.id)
    for _again in range(2):
        after = client.get(page("order", order)).content.decode()
        assert 'href="tel:13900001111"' in after
        assert "Zheng Guozhong took it" in after
    assert Reveal.objects.get(by=mei, person=guo.person).reference == f"order:{order.id}"


def test_the_code_is_for_whom_the_elder_gave_a_mandate():
    lin = personas.elder()
    order = personas.order(personas.proxy(lin), lin)
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE, village=VILLAGE)
    digits = "".join(f'<span aria-hidden="true">{digit}</span>' for digit in lin.spoken_code)
    mei_sees = signed_in(order.placed_by).get(page("order", order)).content.decode()
    village_sees = signed_in(village).get(page("order", order)).content.decode()
    assert digits in mei_sees
    assert digits not in village_sees
    assert Reveal.objects.filter(by=village, person=lin.person).exists()


def test_the_village_prints_the_card_of_an_elder_and_that_is_noted():
    lin = personas.elder()
    village = signed_in(personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE, village=VILLAGE))
    asked = village.get(page("card", lin)).content.decode()
    assert "tb-qr" not in asked
    assert not Reveal.objects.filter(purpose="door_card").exists()
    assert "tb-qr" in village.post(page("card", lin)).content.decode()
    assert Reveal.objects.get(purpose="door_card").person == lin.person
    far = signed_in(personas.user("外人", Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
    assert far.post(page("card", lin)).status_code == 404


def test_the_tracked_part_is_sent_only_when_something_changed():
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin)
    client = signed_in(mei)
    mark = client.get(page("order", order)).context["mark"]
    address = f"{page('order', order)}?mark={mark}"
    assert client.get(address, headers=HTMX).status_code == 204
    claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    changed = client.get(address, headers=HTMX)
    assert changed.status_code == 200
    assert b"<html" not in changed.content


def test_three_faces_book_once():
    lin = personas.elder(minutes=300)
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = served(personas.order(mei, lin), guo, minutes=40)
    client = signed_in(mei)
    assert client.post(page("confirm", order), {}).status_code == 422
    for rating in (3, 5):  # the second time changes nothing
        answer = client.post(page("confirm", order), {"rating": rating, "comment": "Thanks"})
        assert (answer.status_code, answer["Location"]) == (303, page("order", order))
    order.refresh_from_db()
    assert (order.status, order.rating, order.comment) == (OrderStatus.CONFIRMED, 3, "Thanks")
    assert account_of(lin.person_id).balance == 260
    shown = client.get(page("order", order))
    assert [entry.amount for entry in shown.context["entries"]] == [-40]
    assert "4 h 20 min" in shown.content.decode()


def test_no_word_without_the_power():
    lin = personas.elder()
    mei = personas.proxy(lin)
    orders_only = personas.user("范小妹", Role.PROXY)
    personas.mandate(lin, orders_only, powers=(Power.VIEW, Power.ORDER))
    order = served(personas.order(mei, lin), personas.volunteer())
    client = signed_in(orders_only)
    assert b"confirm-form" not in client.get(page("order", order)).content
    assert client.post(page("confirm", order), {"rating": 5}).status_code == 404


def test_not_done_needs_a_reason_and_stops_the_clock():
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = served(personas.order(mei, lin), personas.volunteer())
    client = signed_in(mei)
    assert client.post(page("dispute", order), {"reason": " "}).status_code == 422
    assert client.post(page("dispute", order), {"reason": "Nobody was there"}).status_code == 303
    order.refresh_from_db()
    assert order.status == OrderStatus.DISPUTED
    assert account_of(lin.person_id).held == 30


def test_calling_off_gives_the_minutes_back_and_the_same_can_be_ordered_again():
    lin = personas.elder()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, quantity=2)
    client = signed_in(mei)
    assert b"1 h that are held" in client.get(page("cancel", order)).content
    assert client.post(page("cancel", order), {"reason": "Rain"}).status_code == 303
    assert account_of(lin.person_id).held == 0
    again = client.get(page("order", order)).context["again"]
    assert client.get(again).context["quote"].minutes == 60
    late = client.post(page("cancel", order), {"reason": "Rain"}, follow=True)
    assert [str(message) for message in late.context["messages"]] == [
        "This has changed in the meantime: it is now “Cancelled”."
    ]


def test_nobody_came_can_be_said_once_it_is_time():
    lin = personas.elder()
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    client = signed_in(mei)
    assert b"It is not time yet" in client.get(page("no_show", order)).content
    with time_machine.travel(order.starts_at + timedelta(minutes=20), tick=False):
        assert b"Nobody came" in client.get(page("order", order)).content
        assert client.post(page("no_show", order), {"seat": str(seat.id)}).status_code == 303
    seat.refresh_from_db()
    assert seat.status == AssignmentStatus.NO_SHOW
    assert Order.objects.get().status == OrderStatus.OPEN


def test_orders_are_found_by_state_elder_and_word():
    lin, fan = personas.elder(), personas.elder("范细妹")
    mei, guo = personas.proxy(lin), personas.volunteer("郑国忠")
    personas.mandate(fan, mei)
    cut = served(personas.order(mei, lin), guo)
    meal = personas.order(mei, fan, of=personas.item("lunch", name_zh="送午饭", name_en="Bring lunch"))
    client = signed_in(mei)

    def found(**query):
        return {order.id for order in client.get(reverse("helper:orders", query=query)).context["page"]}

    assert found() == {cut.id, meal.id}
    assert found(state="confirm") == {cut.id}
    assert found(elder=str(fan.id)) == {meal.id}
    assert found(q="午饭") == found(q="LUNCH") == {meal.id}
    assert found(q="国忠") == {cut.id}
    assert found(q="nobody") == set()
    assert found(state="bogus", elder="bogus", page="bogus") == {cut.id, meal.id}


def test_the_form_says_what_will_be_booked_and_it_is():
    lin = personas.elder(minutes=300)
    mei = personas.proxy(lin)
    order = served(personas.order(mei, lin), personas.volunteer(), minutes=34)
    client = signed_in(mei)
    assert "It took 34 min; 34 min go out of the passbook." in client.get(page("order", order)).content.decode()
    assert client.post(page("confirm", order), {"rating": 5}).status_code == 303
    after = client.get(page("order", order)).content.decode()
    assert account_of(lin.person_id).balance == 300 - 34
    assert "can now spend 4 h 26 min" in after


def test_a_long_overrun_is_said_as_it_will_be_booked():
    lin = personas.elder(minutes=300)
    mei = personas.proxy(lin)
    order = served(personas.order(mei, lin), personas.volunteer(), minutes=200)
    client = signed_in(mei)
    costs = client.get(page("order", order)).context["booking"].costs
    client.post(page("confirm", order), {"rating": 5})
    assert account_of(lin.person_id).balance == 300 - costs


def test_a_long_service_in_a_wide_window_is_said_as_it_will_be_booked():
    lin = personas.elder(minutes=900)
    mei = personas.proxy(lin)
    order = personas.order(mei, lin)
    Order.objects.filter(id=order.id).update(ends_at=order.starts_at + timedelta(hours=5))
    order = served(order, personas.volunteer(), minutes=290)
    client = signed_in(mei)
    costs = client.get(page("order", order)).context["booking"].costs
    client.post(page("confirm", order), {"rating": 5})
    assert costs < 290
    assert account_of(lin.person_id).balance == 900 - costs


def test_a_running_service_is_said_on_the_first_page():
    lin, wang = personas.elder(), personas.elder("王大妹")
    mei = personas.proxy(lin)
    personas.mandate(wang, mei)
    order = personas.order(mei, lin)
    seat = claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    check_in(by=seat.person.user, at=order.starts_at, assignment_id=seat.id, method="none")
    assert "tb-state is-inservice" in signed_in(mei).get(reverse("helper:home")).content.decode()
