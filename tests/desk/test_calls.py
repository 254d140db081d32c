"""Calls and call-backs: one line each, whose is what, and what is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Supporter
from accounts.journal.models import Event
from accounts.keys import new_key
from accounts.people.enums import Relation
from accounts.refusals import NotAllowed, NotFound
from services.calls.actions.cancel_by_phone import cancel_by_phone
from services.calls.actions.close_call_back import GivenUpWithoutWords, close_call_back
from services.calls.actions.end_call import OutcomeMissing, end_call
from services.calls.actions.identify_caller import SettledAlready, identify_caller
from services.calls.actions.lock import CallBackClosed, CallOver
from services.calls.actions.order_by_phone import NobodyIdentified, order_by_phone
from services.calls.actions.schedule_call_back import DueInThePast, DueTooFar, WhyMissing, schedule_call_back
from services.calls.actions.start_call import BadNumber, LineBusy, start_call
from services.calls.enums import Direction, Outcome
from services.calls.models import Call
from services.calls.queries import (
    call_for,
    calls_of_day,
    open_call,
    open_matters,
    usual_orders,
    waiting_call_backs,
    who_orders_for,
    whose_number,
)
from services.catalogue.queries import menu
from services.orders.actions.place_order import TimeInThePast
from services.orders.enums import OrderStatus
from services.orders.models import Order
from tests import personas
from tests.desk.stories import call, operator, wish
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def chi():
    return operator()


@pytest.fixture
def lin():
    return personas.elder(minutes=300)


def ring_back(by, elder, now, **more):
    wanted = {"due_at": now + timedelta(hours=1), "reason": "药有没有人取", **more}
    return schedule_call_back(by=by, at=now, elder_id=elder.id, **wanted)


def test_a_call_from_the_first_ring_to_the_last_word(chi, lin, now):
    made = call(chi, None, now, number="138 0000 0000")
    assert open_call(chi) == made
    identify_caller(by=chi, at=now, call_id=made.id, elder_id=lin.id)
    done = end_call(by=chi, at=now + timedelta(minutes=3), call_id=made.id, outcome="ASKED", note=" 问了饭点 ")
    assert (done.elder, done.outcome, done.note) == (lin, "ASKED", "问了饭点")
    assert open_call(chi) is None
    assert [one.id for one in calls_of_day(chi, [personas.COUNTY], timezone.localdate(now))] == [made.id]
    events = Event.objects.filter(subject_id=made.id).order_by("sequence")
    assert list(events.values_list("name", flat=True)) == [
        f"services.call.{word}" for word in ("started", "identified", "ended")
    ]


def test_number_and_note_are_sealed_and_not_in_the_journal(chi, lin, now):
    made = call(chi, lin, now, number="13877776666")
    end_call(by=chi, at=now, call_id=made.id, outcome="ASKED", note="鸟食要加水")
    promised = ring_back(chi, lin, now, reason="怕生的黄狗")
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, note FROM calls_call WHERE id = %s", [made.id])
        stored = str(cursor.fetchall())
        cursor.execute("SELECT reason FROM calls_callback WHERE id = %s", [promised.id])
        stored += str(cursor.fetchall())
    told = str(list(Event.objects.values_list("detail", "public")))
    assert not [one for one in ("13877776666", "鸟食要加水", "怕生的黄狗") if one in stored + told]
    index = Call._meta.get_field("number_index").index_of("+86 138 7777 6666")
    assert Call.objects.get(number_index=index) == made


def test_one_operator_has_one_line(chi, lin, now):
    first = call(chi, lin, now)
    with pytest.raises(LineBusy):
        call(chi, None, now)
    call(operator("连小妹"), None, now)
    end_call(by=chi, at=now, call_id=first.id, outcome="ASKED")
    assert call(chi, None, now)


@pytest.mark.parametrize("number", ["12", "1" * 16, "没有号码"])
def test_what_is_no_number_is_refused(chi, now, number):
    with pytest.raises(BadNumber):
        call(chi, None, now, number=number)


def test_who_has_no_territory_takes_no_calls(lin, now):
    for stranger in (
        personas.volunteer(),
        personas.proxy(lin),
        personas.user("督导", Role.SUPERVISOR, region="350425"),
    ):
        with pytest.raises(NotAllowed):
            call(stranger, None, now)


def test_elders_of_another_village_do_not_exist(lin, now):
    far = operator("乐远", region=personas.OTHER_VILLAGE)
    with pytest.raises(NotFound):
        call(far, lin, now)
    own = call(far, None, now)
    with pytest.raises(NotFound):
        identify_caller(by=far, at=now, call_id=own.id, elder_id=lin.id)
    with pytest.raises(NotFound):
        ring_back(far, lin, now)


def test_calls_of_another_village_do_not_exist_and_those_of_nobody_are_the_operators(chi, lin, now):
    about_lin = call(chi, lin, now)
    unknown = call(operator("连小妹"), None, now)
    far = operator("乐远", region=personas.OTHER_VILLAGE)
    for one in (about_lin, unknown):
        with pytest.raises(NotFound):
            end_call(by=far, at=now, call_id=one.id, outcome="ASKED")
    with pytest.raises(NotFound):
        call_for(chi, unknown.id)
    colleague = operator("余小妹")
    assert call_for(colleague, about_lin.id) == about_lin  # the desk may take over
    assert not calls_of_day(far, [personas.OTHER_VILLAGE], timezone.localdate(now))


def test_what_is_over_stays_as_it_is(chi, lin, now):
    made = call(chi, lin, now)
    with pytest.raises(OutcomeMissing):
        end_call(by=chi, at=now, call_id=made.id, outcome="WHATEVER")
    end_call(by=chi, at=now, call_id=made.id, outcome="ASKED")
    for act in (
        lambda: end_call(by=chi, at=now, call_id=made.id, outcome="OTHER"),
        lambda: identify_caller(by=chi, at=now, call_id=made.id, elder_id=lin.id),
        lambda: order_by_phone(by=chi, at=now, call_id=made.id, **wish(new_key(), now)),
    ):
        with pytest.raises(CallOver):
            act()
    made.refresh_from_db()
    assert made.outcome == "ASKED"


def test_an_order_on_the_phone_is_read_back_and_stands_in_the_log(chi, lin, now):
    made, key = call(chi, lin, now), new_key()
    for _ in range(2):
        placed = order_by_phone(by=chi, at=now, call_id=made.id, **wish(key, now))
    assert Order.objects.get() == placed
    assert (placed.consent, placed.placed_by) == (Consent.BY_PHONE, chi)
    made.refresh_from_db()
    assert (made.order, made.read_back, made.outcome) == (placed, True, Outcome.ORDERED)
    other = personas.elder("陈阿公")
    with pytest.raises(SettledAlready):
        identify_caller(by=chi, at=now, call_id=made.id, elder_id=other.id)


def test_nobody_orders_for_somebody_unknown(chi, now):
    made = call(chi, None, now)
    with pytest.raises(NobodyIdentified):
        order_by_phone(by=chi, at=now, call_id=made.id, **wish(new_key(), now))


def test_a_change_is_one_thing_the_old_goes_and_the_new_comes(chi, lin, now):
    made, key = call(chi, lin, now), new_key()
    old = order_by_phone(by=chi, at=now, call_id=made.id, **wish(new_key(), now))
    before = account_of(lin.person_id).available
    for _ in range(2):
        new = order_by_phone(by=chi, at=now, call_id=made.id, instead_of=old.id, **wish(key, now, hours=8))
    old.refresh_from_db()
    assert (old.status, new.status) == (OrderStatus.CANCELLED, OrderStatus.OPEN)
    assert account_of(lin.person_id).available == before
    made.refresh_from_db()
    assert made.outcome == Outcome.CHANGED


def test_a_change_that_fails_leaves_the_old_order(chi, lin, now):
    made = call(chi, lin, now)
    old = order_by_phone(by=chi, at=now, call_id=made.id, **wish(new_key(), now))
    with pytest.raises(TimeInThePast):
        order_by_phone(by=chi, at=now, call_id=made.id, instead_of=old.id, **wish(new_key(), now, hours=-5))
    old.refresh_from_db()
    assert old.status == OrderStatus.OPEN


def test_only_orders_of_who_is_on_the_line_are_changed_or_called_off(chi, lin, now):
    other = personas.elder("陈阿公")
    theirs = personas.order(personas.proxy(other), other, at=now)
    made = call(chi, lin, now)
    with pytest.raises(NotFound):
        cancel_by_phone(by=chi, at=now, call_id=made.id, order_id=theirs.id)
    with pytest.raises(NotFound):
        order_by_phone(by=chi, at=now, call_id=made.id, instead_of=theirs.id, **wish(new_key(), now))
    own = order_by_phone(by=chi, at=now, call_id=made.id, **wish(new_key(), now))
    assert cancel_by_phone(by=chi, at=now, call_id=made.id, order_id=own.id, reason="下雨").status == "CANCELLED"
    theirs.refresh_from_db()
    assert theirs.status == OrderStatus.OPEN


def test_ringing_back_ends_with_an_answer_and_not_before(chi, lin, now):
    promised = ring_back(chi, lin, now)
    codes = [personas.COUNTY]
    for _ in range(2):
        tried = start_call(by=chi, at=now, direction=Direction.OUT, call_back_id=promised.id)
        assert tried.elder == lin
        end_call(by=chi, at=now, call_id=tried.id, outcome=Outcome.NO_ANSWER)
    assert waiting_call_backs(codes).get().unanswered == 2
    reached = start_call(by=chi, at=now, direction=Direction.OUT, call_back_id=promised.id)
    end_call(by=chi, at=now, call_id=reached.id, outcome=Outcome.ASKED)
    promised.refresh_from_db()
    assert (promised.done_in, promised.closed_by) == (reached, chi)
    assert not waiting_call_backs(codes)
    with pytest.raises(CallBackClosed):
        start_call(by=chi, at=now, direction=Direction.OUT, call_back_id=promised.id)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "  "}, WhyMissing),
        ({"due_at": timezone.now() - timedelta(hours=1)}, DueInThePast),
        ({"due_at": timezone.now() + timedelta(days=400)}, DueTooFar),
    ],
)
def test_a_promise_says_when_and_why(chi, lin, now, changes, refusal):
    with pytest.raises(refusal):
        ring_back(chi, lin, now, **changes)


def test_a_promise_in_a_call_is_about_who_is_on_the_line(chi, lin, now):
    made = call(chi, lin, now)
    assert ring_back(chi, lin, now, call_id=made.id).made_in == made
    with pytest.raises(NotFound):
        ring_back(chi, personas.elder("陈阿公"), now, call_id=made.id)


def test_giving_up_needs_words_and_happens_once(chi, lin, now):
    promised = ring_back(chi, lin, now)
    with pytest.raises(GivenUpWithoutWords):
        close_call_back(by=chi, at=now, call_back_id=promised.id, because=" ")
    with pytest.raises(NotFound):
        close_call_back(by=operator("乐远", personas.OTHER_VILLAGE), at=now, call_back_id=promised.id, because="不")
    assert close_call_back(by=chi, at=now, call_back_id=promised.id, because="村里去看过了").given_up
    with pytest.raises(CallBackClosed):
        close_call_back(by=chi, at=now, call_back_id=promised.id, because="再来")


def test_the_usual_comes_first_with_its_last_time(chi, lin, now):
    meal, hair = personas.item("meal", name_zh="送午饭"), personas.item()
    mei = personas.proxy(lin)
    for days in (9, 7, 5):
        personas.order(mei, lin, of=meal, at=now - timedelta(days=days))
    latest = personas.order(mei, lin, of=hair, at=now - timedelta(days=1))
    offered = list(menu(region_code=personas.VILLAGE, on=timezone.localdate(now)))
    usual = usual_orders(lin.id, offered)
    assert [one.version.item_id for one in usual] == [meal.id, hair.id]
    assert usual[1].last == latest.starts_at
    assert latest in open_matters(lin.id)


def test_who_orders_for_them_and_whose_number_it_is(lin, now):
    mei = personas.proxy(lin)
    personas.mandate(lin, personas.user("看看", Role.PROXY), powers=(Power.VIEW,))
    assert [one.proxy for one in who_orders_for(lin, on=timezone.localdate(now))] == [mei.person]
    son = Supporter.objects.create(elder=lin, name="林大伟", relation=Relation.CHILD, phone="13911112222", added_at=now)
    assert whose_number("+86 139 1111 2222", lin) == son
    assert whose_number(lin.person.phone, lin) == lin
    assert whose_number("13700000000", lin) is None
    assert whose_number("", lin) is None
