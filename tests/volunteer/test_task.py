"""One task, from the claim to the booked line, and everything that can go wrong on the way."""

from uuid import uuid4

import pytest

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from frontend.volunteer.forms import token_of
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import NOW
from tests.volunteer.conftest import (
    ADDRESS,
    CARD,
    CARE_NOTE,
    CODE,
    GIVEN_NAME,
    NOTE,
    PHONE,
    open_orders,
    secretive_elder,
    serve,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def path(order: Order, action: str = "") -> str:
    return f"/volunteer/tasks/{order.id}/{action}"


def test_claim_opens_the_door_and_journals_it_once():
    lin = secretive_elder()
    order = personas.order(personas.proxy(lin), lin)
    Order.objects.filter(id=order.id).update(note=NOTE)
    guo = personas.volunteer()
    client = signed_in(guo, "zh-hans")
    answer = client.post(path(order, "claim/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, path(order))
    for _again in range(2):
        page = client.get(path(order)).content.decode()
        assert [part for part in (GIVEN_NAME, ADDRESS, PHONE, NOTE, CARE_NOTE) if part not in page] == []
        assert CODE not in page
        assert CARD not in page
    reveal = Reveal.objects.get(by=guo)
    assert (reveal.person, reveal.purpose, reveal.reference) == (lin.person, "order", f"order:{order.id}")
    assert "no-store" in client.get(path(order)).headers["Cache-Control"]


def test_the_house_is_closed_again_after_the_work():
    lin = secretive_elder()
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    serve(order, guo, mei)
    page = signed_in(guo).get(path(order)).content.decode()
    assert "It is in your passbook" in page
    assert [part for part in (GIVEN_NAME, ADDRESS, PHONE, CARE_NOTE) if part in page] == []


def test_outsiders_do_not_find_a_taken_task():
    lin = secretive_elder()
    order = personas.order(personas.proxy(lin), lin)
    claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    other = signed_in(personas.volunteer("余志强"))
    answer = other.get(path(order))
    assert answer.status_code == 404
    assert "This task is not here any more" in answer.content.decode()
    assert "Grandma Lin" not in answer.content.decode()
    for action in ("check-in/", "check-out/", "withdraw/"):
        assert other.post(path(order, action), {"method": "none"}).status_code == 404
    assert other.get(f"/volunteer/tasks/{uuid4()}/").status_code == 404
    assert other.post(f"/volunteer/tasks/{uuid4()}/claim/").status_code == 404
    assert signed_in(personas.user("陈远真", Role.PROXY)).get(path(order)).status_code == 403
    assert Assignment.objects.get().status == "CLAIMED"


def test_a_lost_race_gets_a_calm_sentence_and_two_similar_tasks():
    order, one, two, three = open_orders(4)
    client = signed_in(personas.volunteer())
    assert client.get(path(order)).status_code == 200
    claim_order(by=personas.volunteer("余志强"), at=NOW, order_id=order.id)
    answer = client.post(path(order, "claim/"))
    assert answer.status_code == 409
    assert "Somebody was a little faster" in answer.content.decode()
    assert [task.id for task in answer.context["instead"]] == [str(three.id), str(two.id)]
    assert str(one.id) not in answer.content.decode()


def test_claimed_twice_by_the_same_finger_is_claimed_once():
    order = open_orders(1)[0]
    client = signed_in(personas.volunteer())
    answers = [client.post(path(order, "claim/")) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Assignment.objects.count() == 1


def test_who_cannot_take_it_is_told_why_and_shown_others():
    lin = personas.elder()
    mei = personas.proxy(lin)
    can = personas.order(mei, lin)
    cannot = personas.order(mei, lin, of=personas.item("bath", same_gender=True), hours=4)
    lin.person.gender = "MALE"
    lin.person.save()
    Order.objects.filter(id=cannot.id).update(gender_wanted="MALE")
    client = signed_in(personas.volunteer())
    page = client.get(path(cannot))
    assert page.status_code == 200
    assert "This task asks for a man." in page.content.decode()
    assert [task.id for task in page.context["instead"]] == [str(can.id)]
    refused = client.post(path(cannot, "claim/"))
    assert refused.status_code == 409
    assert "This task asks for a man." in refused.content.decode()


def claimed() -> tuple[Order, object]:
    lin = secretive_elder()
    order = personas.order(personas.proxy(lin), lin)
    guo = personas.volunteer()
    claim_order(by=guo, at=NOW, order_id=order.id)
    return order, signed_in(guo)


def sent(client, order: Order, action: str, **entries: str) -> str:
    """What the page says after something was sent: the answer is always another page, fetched with GET."""
    answer = client.post(path(order, action), entries)
    assert (answer.status_code, answer.headers["Location"]) == (303, path(order))
    return client.get(path(order)).content.decode()


def test_wrong_codes_are_counted_down_and_end():
    order, client = claimed()
    for left in (4, 3, 2, 1):
        page = sent(client, order, "check-in/", method="code", code="0000")
        assert f"{left} tries are left" in page
        assert 'href="#id_code"' in page
    assert "Too many wrong codes" in sent(client, order, "check-in/", method="code", code="0000")
    assert "Too many wrong codes" in sent(client, order, "check-in/", method="code", code=CODE)
    assert Assignment.objects.get().status == "CLAIMED"
    assert client.post(path(order, "check-in/"), {"method": "none"}).status_code == 303
    assert Assignment.objects.get().confidence == 0


def test_a_reload_after_a_wrong_code_costs_nothing_and_the_fault_is_said_once():
    order, client = claimed()
    assert "4 tries are left" in sent(client, order, "check-in/", method="code", code="0000")
    assert "tries are left" not in client.get(path(order)).content.decode()
    assert Assignment.objects.get().wrong_codes == 1


def test_addresses_that_only_take_forms_lead_to_the_task():
    order, client = claimed()
    for action in ("claim/", "check-in/", "check-out/", "withdraw/"):
        answer = client.get(path(order, action))
        assert (answer.status_code, answer.headers["Location"]) == (302, path(order))


def test_long_before_the_hour_the_page_asks_whether_the_time_shall_start():
    order, client = claimed()
    note = "Shall the time start now?"
    assert note not in client.get(path(order)).content.decode()
    Order.objects.filter(id=order.id).update(starts_at="2026-11-20T12:00Z", ends_at="2026-11-20T13:00Z")
    page = client.get(path(order)).content.decode()
    assert "This one is for tomorrow 20:00." in page
    assert note in page
    assert client.post(path(order, "check-in/"), {"method": "code", "code": CODE}).status_code == 303
    assert Assignment.objects.get().status == "CHECKED_IN"


def test_care_for_ones_own_is_never_shown_with_minutes():
    daughter = personas.volunteer("林小燕")
    lin = personas.elder()
    order = personas.order(personas.proxy(lin), lin)
    Kinship.objects.create(person=lin.person, relative=daughter.person, relation=Relation.CHILD)
    client = signed_in(daughter)
    page = client.get(path(order))
    assert "No minutes are recorded for it." in page.content.decode()
    row = next(line.task for line in client.get("/volunteer/?reach=county").context["lines"] if line.task)
    assert (row.minutes, bool(row.reason)) == (0, True)


def test_half_a_code_costs_no_try():
    order, client = claimed()
    assert "The code has four digits." in sent(client, order, "check-in/", method="code", code="47")
    assert Assignment.objects.get().wrong_codes == 0
    assert client.post(path(order, "check-in/"), {"method": "code", "code": "４７ 11"}).status_code == 303


@pytest.mark.parametrize(
    "pasted",
    [CARD, f" {CARD}\n", f"https://time.example/c/{CARD}", f"https://time.example/?card={CARD}", f"tb://door#{CARD}"],
)
def test_the_card_is_understood_however_it_was_scanned(pasted):
    assert token_of(pasted) == CARD
    order, client = claimed()
    assert client.post(path(order, "check-in/"), {"method": "card", "card": pasted}).status_code == 303
    assert Assignment.objects.get().confidence == 80


def test_a_wrong_card_is_said_at_the_card():
    order, client = claimed()
    assert 'href="#id_card"' in sent(client, order, "check-in/", method="card", card="nothing")


def test_check_in_and_out_twice_is_once():
    order, client = claimed()
    for _turn in range(2):
        assert client.post(path(order, "check-in/"), {"method": "code", "code": CODE}).status_code == 303
    assert "The time is running" in client.get(path(order)).content.decode()
    for _turn in range(2):
        assert client.post(path(order, "check-out/")).status_code == 303
    page = client.get(path(order)).content.decode()
    assert "You worked 0 min" in page
    assert "The family has been asked." in page


def test_one_service_at_a_time():
    order, other = open_orders(2)
    guo = personas.volunteer()
    client = signed_in(guo)
    for one in (order, other):
        claim_order(by=guo, at=NOW, order_id=one.id)
    assert client.post(path(order, "check-in/"), {"method": "none"}).status_code == 303
    assert "You are still checked in somewhere else." in sent(client, other, "check-in/", method="none")


def test_giving_back_reopens_it_and_twice_is_once():
    order, client = claimed()
    assert "it is noted as late" in client.get(path(order)).content.decode()
    for _turn in range(2):
        answer = client.post(path(order, "withdraw/"), {"reason": "孩子发烧"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/volunteer/")
    order.refresh_from_db()
    seat = Assignment.objects.get()
    assert (order.status, seat.status, seat.reason, seat.ended_late) == ("OPEN", "WITHDRAWN", "孩子发烧", False)
    assert ADDRESS not in client.get(path(order)).content.decode()


def test_a_cancelled_task_says_so_to_who_had_promised():
    order, client = claimed()
    cancel_order(by=order.placed_by, at=NOW, order_id=order.id)
    page = client.get(path(order)).content.decode()
    assert "This task was called off. You need not go." in page
    assert ADDRESS not in page
    news = client.get(path(order), headers={"HX-Request": "true"}).content.decode()
    assert news.count("This task was called off. You need not go.") == 2


def test_my_tasks_are_sorted_by_what_they_ask_of_me():
    today, running, waiting, booked, late = open_orders(5)
    guo = personas.volunteer()
    client = signed_in(guo)
    serve(booked, guo, booked.placed_by)
    serve(waiting, guo)
    Order.objects.filter(id=late.id).update(starts_at="2026-11-22T02:00Z", ends_at="2026-11-22T03:00Z")
    for order in (today, running, late):
        claim_order(by=guo, at=NOW, order_id=order.id)
    client.post(path(running, "check-in/"), {"method": "none"})
    context = client.get("/volunteer/mine/").context
    found = {name: [one.href for one in context[name]] for name in ("running", "today", "coming", "waiting", "past")}
    assert found == {
        "running": [path(running)],
        "today": [path(today)],
        "coming": [path(late)],
        "waiting": [path(waiting)],
        "past": [path(booked)],
    }
    confirm_order(by=waiting.placed_by, at=NOW, order_id=waiting.id, rating=5)
    assert len(client.get("/volunteer/mine/").context["past"]) == 2
