"""The elder hears of every order somebody else placed, once, and can undo it."""

import pytest
from django.urls import reverse

from accounts.access.enums import Role
from accounts.elders.enums import Power
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.refusals import NotFound
from services.calls.actions.order_by_phone import order_by_phone
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction
from services.orders.actions.check_in import check_in
from services.orders.actions.claim_order import claim_order
from services.orders.actions.place_order import Line
from services.orders.actions.tell_elder import AlreadyTold, OwnOrder, tell_elder
from services.orders.enums import Hearing, OrderStatus, Told
from services.orders.lifecycle import StateChanged
from services.orders.models import Order, Telling
from services.orders.queries.audience import audience
from services.orders.queries.untold import untold_in, untold_of
from tests import personas
from tests.helper.ground import clock, signed_in  # noqa: F401 - a fixture
from tests.personas import NOW, VILLAGE
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def assistant(village=VILLAGE):
    return personas.user("乐建国", Role.VILLAGE_ASSISTANT, region=village)


def tell(by, order, outcome=Told.AGREED):
    return tell_elder(by=by, at=NOW, order_id=order.id, outcome=outcome, hearing=Hearing.BY_PHONE)


def test_told_once_and_not_by_whoever_ordered():
    lin = personas.elder()
    mei, village = personas.proxy(lin), assistant()
    order = personas.order(mei, lin)
    assert list(untold_of([lin.id])) == [order]
    with pytest.raises(OwnOrder):
        tell(mei, order)
    with pytest.raises(NotFound):
        tell(assistant(personas.OTHER_VILLAGE), order)
    with pytest.raises(NotFound):
        tell(personas.volunteer(), order)
    with pytest.raises(NotFound):  # may look, not answer for the elder
        tell(personas.proxy(lin, "看看", powers=(Power.VIEW,)), order)
    tell(village, order, Told.NOT_REACHED)
    again = untold_in([VILLAGE]).get()
    assert (again.tries, again.last_try) == (1, NOW)
    tell(village, order)
    assert not untold_of([lin.id]).exists()
    with pytest.raises(AlreadyTold):
        tell(village, order)
    own = personas.order(village, lin, hours=5)
    with pytest.raises(OwnOrder):
        tell(village, own)
    assert tell(personas.proxy(lin, "女儿"), own)


def test_undone_it_is_called_off_and_whoever_ordered_hears():
    lin = personas.elder()
    operator = personas.user("话务", Role.OPERATOR, region=personas.COUNTY)
    order = personas.order(operator, lin)
    village = assistant()
    tell(village, order, Told.UNDONE)
    order.refresh_from_db()
    assert (order.status, order.untold) == (OrderStatus.CANCELLED, False)
    assert account_of(lin.person_id).held == 0
    assert operator in audience(Event.objects.get(name="services.order.undone"))
    assert village not in audience(Event.objects.get(name="services.order.undone"))


def test_too_late_to_undo_nothing_is_written():
    lin = personas.elder()
    guo = personas.volunteer()
    order = personas.order(personas.proxy(lin), lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=lin.spoken_code)
    with pytest.raises(StateChanged):
        tell(assistant(), order, Told.UNDONE)
    assert not Telling.objects.exists()
    assert Order.objects.get().untold


def test_what_the_elder_orders_needs_no_telling():
    lin = personas.elder()
    lin.person.phone = "13877778888"
    lin.person.save()
    lin.person.user = User.objects.create_user("lin", "Tea-hill-7", person=lin.person)
    own = personas.order(lin.person.user, lin)
    operator = personas.user("话务", Role.OPERATOR, region=personas.COUNTY)
    told = {}
    for hour, number in enumerate((lin.person.phone, "13900001111"), start=8):
        call = start_call(by=operator, at=NOW, direction=Direction.IN, number=number, elder_id=lin.id)
        made = order_by_phone(
            by=operator,
            at=NOW,
            call_id=call.id,
            order_id=personas.form_key(),
            lines=[Line(personas.item().id)],
            starts_at=own.starts_at.replace(hour=hour),
            ends_at=own.ends_at.replace(hour=hour + 1),
        )
        told[number] = made.untold
        call.ended_at = NOW
        call.save(update_fields=["ended_at"])
    assert own.untold is False
    assert told == {lin.person.phone: False, "13900001111": True}


def test_the_helper_reads_it_out():
    lin = personas.elder()
    mei, other = personas.proxy(lin), personas.proxy(lin, "林小燕")
    order = personas.order(mei, lin)
    page, answer = reverse("helper:told", args=[lin.id]), reverse("helper:tell", args=[order.id])
    own = signed_in(mei).get(page).content.decode()
    assert "That is right" not in own
    assert "Undo this order" in own
    signed_in(mei).post(answer, {"outcome": "AGREED"})
    assert Order.objects.get().untold
    seen = signed_in(other).get(page).content.decode()
    assert "Lin Xiaomei ordered this for you" in seen
    assert "data-aloud" in seen
    outsider = signed_in(personas.proxy(personas.elder("陈阿公"), "陈小远"))
    assert outsider.get(page).status_code == outsider.post(answer, {"outcome": "UNDONE"}).status_code == 404
    assert signed_in(other).post(answer, {"outcome": "AGREED"}).status_code == 303
    assert not Order.objects.get().untold


def test_the_call_sheet_of_a_village():
    lin = personas.elder()
    order = personas.order(personas.proxy(lin), lin)
    client = signed_in(assistant())
    listed = client.get(reverse("territory:untold")).content.decode()
    assert "13800000000" not in listed
    assert "138****0000" in listed
    assert client.get(reverse("territory:untold_sheet")).content[:5] == b"%PDF-"
    answer = reverse("territory:tell", args=[order.id])
    far = signed_in(assistant(personas.OTHER_VILLAGE))
    assert str(order.id) not in far.get(reverse("territory:untold")).content.decode()
    assert far.post(answer, {"outcome": "AGREED", "hearing": "BY_PHONE"}).status_code == 404
    assert client.post(answer, {"outcome": "NONSENSE", "hearing": "BY_PHONE"}).status_code == 404
    assert client.post(answer, {"outcome": "UNDONE", "hearing": "BY_PHONE"}).status_code == 303
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED
    assert "Everybody has been told" in client.get(reverse("territory:untold")).content.decode()
