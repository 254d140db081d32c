"""Offers keep a seat and run out; the waiting line moves up; exactly one gets it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.access.enums import Role
from accounts.elders.enums import VisitorKind
from accounts.elders.models import VisitContact
from accounts.policies.models import Policy
from accounts.refusals import NotFound
from accounts.regions.models import Region
from services.orders.actions.accept_offer import OfferOver, accept_offer
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.actions.decline_offer import decline_offer
from services.orders.actions.end_offers import end_offers
from services.orders.actions.join_line import InLineAlready, PlaceFree, join_line
from services.orders.actions.leave_line import leave_line
from services.orders.actions.offer_seat import offer_seat
from services.orders.actions.offer_unclaimed import offer_unclaimed
from services.orders.actions.offering import TooLateToAsk, answer_until
from services.orders.actions.report_no_show import report_no_show
from services.orders.actions.seating import NotEligible, OrderNotOpen
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.enums import SEATED, AskedBy, AssignmentStatus, LineStatus
from services.orders.lifecycle import StateChanged
from services.orders.matching import Reason, reasons_against
from services.orders.models import Assignment, LinePlace, Order, StandInCall
from services.orders.queries.candidates import candidate_for, task_of
from services.orders.queries.rows import visible_orders
from tests import personas
from tests.orders.test_races import at_once
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

DAY = 24


@pytest.fixture
def lin(db):
    return personas.elder(minutes=2000)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def worker(lin):
    return personas.user("林村官", Role.VILLAGE_WORKER, region=VILLAGE)


def rule(code, value):
    Policy.objects.create(
        region=Region.objects.get(code=COUNTY), code=code, value=value, valid=DateRange(date(2020, 1, 1), None)
    )


def status(order):
    return Order.objects.get(id=order.id).status


def offers(order):
    return Assignment.objects.filter(order=order, status=AssignmentStatus.OFFERED)


def test_an_offer_keeps_the_seat_and_shows_no_door(lin, mei, worker):
    order, guo, hua = personas.order(mei, lin, hours=DAY), personas.volunteer(), personas.volunteer("陈阿华")
    offer = offer_seat(by=worker, at=NOW, order_id=order.id, person_id=guo.person_id)
    assert (offer.status, offer.asked_by, offer.offered_until) == ("OFFERED", AskedBy.STAFF, NOW + timedelta(hours=2))
    assert status(order) == "CLAIMED"
    with pytest.raises(OrderNotOpen):
        claim_order(by=hua, at=NOW, order_id=order.id)
    assert not visible_orders(guo).filter(id=order.id).exists()
    accept_offer(by=guo, at=NOW, assignment_id=offer.id)
    assert visible_orders(guo).filter(id=order.id).exists()
    with pytest.raises(StateChanged):
        accept_offer(by=guo, at=NOW, assignment_id=offer.id)


def test_an_offer_is_for_one_person_only(lin, mei, worker):
    order, guo, hua = personas.order(mei, lin, hours=DAY), personas.volunteer(), personas.volunteer("陈阿华")
    offer = offer_seat(by=worker, at=NOW, order_id=order.id, person_id=guo.person_id)
    for act in (accept_offer, decline_offer):
        with pytest.raises(NotFound):
            act(by=hua, at=NOW, assignment_id=offer.id)


def test_the_elders_side_may_ask_only_whom_the_elder_knows(lin, mei):
    order, guo = personas.order(mei, lin, hours=DAY), personas.volunteer()
    with pytest.raises(NotFound):
        offer_seat(by=mei, at=NOW, order_id=order.id, person_id=guo.person_id)
    VisitContact.objects.create(elder=lin, person=guo.person, kind=VisitorKind.NEIGHBOUR, since=NOW.date())
    assert offer_seat(by=mei, at=NOW, order_id=order.id, person_id=guo.person_id).asked_by == AskedBy.SIDE


def test_an_outsider_asks_nobody(lin, mei):
    order, guo = personas.order(mei, lin, hours=DAY), personas.volunteer()
    far = personas.user("石牌村官", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
    with pytest.raises(NotFound):
        offer_seat(by=far, at=NOW, order_id=order.id, person_id=guo.person_id)


def test_declined_or_not_answered_the_next_best_is_asked_and_then_the_board(lin, mei, worker):
    order = personas.order(mei, lin, hours=DAY * 3)
    people = [personas.volunteer(f"郑{i}") for i in range(5)]
    first = offer_seat(by=worker, at=NOW, order_id=order.id, person_id=people[0].person_id)
    decline_offer(by=people[0], at=NOW, assignment_id=first.id)
    second = offers(order).get()
    assert second.person_id != people[0].person_id
    assert end_offers(at=second.offered_until - timedelta(seconds=1)) == 0
    assert end_offers(at=second.offered_until) == 1
    third = offers(order).get()
    end_offers(at=third.offered_until)
    assert (status(order), offers(order).count()) == ("OPEN", 0)  # three were asked, by the rule
    assert Assignment.objects.filter(order=order, status="DECLINED").count() == 3


def test_the_house_asks_for_what_waits_and_only_once(lin, mei):
    order = personas.order(mei, lin, hours=DAY * 3)
    personas.volunteer()
    Order.objects.update(created_at=NOW)
    assert offer_unclaimed(at=NOW + timedelta(days=1)) == 0  # the house default asks nobody
    rule("finding.ask_after", 6)
    assert offer_unclaimed(at=NOW + timedelta(hours=5, minutes=59)) == 0
    assert offer_unclaimed(at=NOW + timedelta(hours=6)) == 1
    assert offer_unclaimed(at=NOW + timedelta(hours=6)) == 0
    assert offers(order).get().asked_by == AskedBy.HOUSE


def test_the_house_asks_one_person_for_one_thing_at_a_time(lin, mei):
    both = [personas.order(mei, lin, hours=DAY * 3 + turn * 3) for turn in range(2)]
    personas.volunteer()
    Order.objects.update(created_at=NOW)
    rule("finding.ask_after", 6)
    assert offer_unclaimed(at=NOW + timedelta(hours=6)) == 1
    assert sorted(status(one) for one in both) == ["CLAIMED", "OPEN"]


def test_newcomers_and_familiar_faces_go_first_where_the_county_says_so(lin, mei):
    rule("finding.newcomer_minutes", 60)
    rule("finding.newcomer_share", 100)
    order = personas.order(mei, lin, hours=DAY * 2)
    Order.objects.update(created_at=NOW)
    old, new, familiar = (personas.volunteer(name) for name in ("老郑", "新陈", "熟林"))
    far = personas.elder("范＊", minutes=900)
    for person, elder in ((old, far), (familiar, lin)):
        for turn in range(3):
            past = personas.order(personas.proxy(elder, f"代{turn}{person.id}"), elder, hours=2 + turn * 2)
            seat = claim_order(by=person, at=NOW, order_id=past.id)
            Assignment.objects.filter(id=seat.id).update(status="CHECKED_OUT")
    with pytest.raises(NotEligible) as refused:
        claim_order(by=old, at=NOW + timedelta(minutes=59), order_id=order.id)
    assert refused.value.reason == Reason.NEWCOMERS_FIRST
    for who in (new, familiar):
        task = task_of(Order.objects.select_related("elder").get(id=order.id))
        assert not reasons_against(candidate_for(who.person_id, at=NOW), task)
    claim_order(by=old, at=NOW + timedelta(minutes=60), order_id=order.id)


def test_an_answer_is_not_waited_for_at_night_nor_beyond_half_the_time(lin, mei):
    evening = datetime(2026, 11, 19, 12, 30, tzinfo=UTC)  # half past eight
    order = personas.order(mei, lin, at=evening, hours=30)
    assert answer_until(order, at=evening) == datetime(
        2026, 11, 20, 0, 30, tzinfo=UTC
    )  # half an hour today, the rest from 7
    soon = personas.order(mei, lin, at=NOW, hours=1)
    assert answer_until(soon, at=NOW) == NOW + timedelta(minutes=30)
    assert answer_until(soon, at=NOW + timedelta(minutes=45)) is None


def test_a_full_order_has_a_line_and_a_free_seat_goes_to_the_first(lin, mei):
    order = personas.order(mei, lin, of=personas.item("spring", minutes=60, seats=2), hours=DAY)
    guo, hua, zhen, ah = (personas.volunteer(name) for name in ("郑国忠", "陈阿华", "甄真", "阿红"))
    with pytest.raises(PlaceFree):
        join_line(by=zhen, at=NOW, order_id=order.id)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    claim_order(by=hua, at=NOW, order_id=order.id)
    join_line(by=zhen, at=NOW, order_id=order.id)
    join_line(by=ah, at=NOW, order_id=order.id)
    with pytest.raises(InLineAlready):
        join_line(by=zhen, at=NOW, order_id=order.id)
    with pytest.raises(NotEligible):
        join_line(by=guo, at=NOW, order_id=order.id)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    offer = offers(order).get()
    assert (offer.person_id, offer.asked_by, status(order)) == (zhen.person_id, AskedBy.LINE, "CLAIMED")
    assert not StandInCall.objects.exists()
    end_offers(at=offer.offered_until)
    after = offers(order).get()
    assert after.person_id == ah.person_id
    assert LinePlace.objects.get(person=zhen.person_id).status == LineStatus.PASSED
    accept_offer(by=ah, at=after.claimed_at, assignment_id=after.id)
    assert LinePlace.objects.get(person=ah.person_id).status == LineStatus.TAKEN
    with pytest.raises(StateChanged):
        accept_offer(by=zhen, at=NOW, assignment_id=offer.id)


def test_who_cannot_any_more_is_passed_over_and_who_left_is_not_asked(lin, mei):
    order, same_time = personas.order(mei, lin, hours=DAY), personas.order(mei, lin, hours=DAY)
    guo, hua, zhen, ah = (personas.volunteer(name) for name in ("郑国忠", "陈阿华", "甄真", "阿红"))
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    for one in (hua, zhen, ah):
        join_line(by=one, at=NOW, order_id=order.id)
    claim_order(by=hua, at=NOW, order_id=same_time.id)
    leave_line(by=zhen, at=NOW, order_id=order.id)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    assert offers(order).get().person_id == ah.person_id
    states = {place.person_id: place.status for place in LinePlace.objects.all()}
    assert states == {hua.person_id: "PASSED", zhen.person_id: "LEFT", ah.person_id: "OFFERED"}


def test_nothing_is_offered_any_more_once_it_is_called_off(lin, mei):
    order, guo, hua = personas.order(mei, lin, hours=DAY), personas.volunteer(), personas.volunteer("陈阿华")
    claim_order(by=guo, at=NOW, order_id=order.id)
    join_line(by=hua, at=NOW, order_id=order.id)
    cancel_order(by=mei, at=NOW, order_id=order.id)
    assert LinePlace.objects.get().status == LineStatus.OVER


def test_an_offer_taken_too_late_or_beside_another_promise_is_refused(lin, mei, worker):
    order, other = personas.order(mei, lin, hours=DAY), personas.order(mei, lin, hours=DAY)
    guo = personas.volunteer()
    offer = offer_seat(by=worker, at=NOW, order_id=order.id, person_id=guo.person_id)
    with pytest.raises(OfferOver):
        accept_offer(by=guo, at=offer.offered_until, assignment_id=offer.id)
    claim_order(by=guo, at=NOW, order_id=other.id)
    with pytest.raises(NotEligible):
        accept_offer(by=guo, at=NOW, assignment_id=offer.id)


def test_too_late_to_ask(lin, mei, worker):
    order, guo = personas.order(mei, lin, hours=0.25), personas.volunteer()
    with pytest.raises(TooLateToAsk):
        offer_seat(by=worker, at=NOW, order_id=order.id, person_id=guo.person_id)


def test_who_drops_out_early_brings_the_best_five_a_call(lin, mei):
    order = personas.order(mei, lin, hours=DAY * 2)
    guo = personas.volunteer()
    others = [personas.volunteer(f"郑{i}") for i in range(7)]
    VisitContact.objects.create(elder=lin, person=others[6].person, kind=VisitorKind.NEIGHBOUR, since=NOW.date())
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    calls = list(StandInCall.objects.order_by("rank"))
    assert (len(calls), calls[0].person_id, status(order)) == (5, others[6].person_id, "OPEN")
    assert guo.person_id not in {call.person_id for call in calls}
    claim_order(by=others[0], at=NOW, order_id=order.id)  # first come, first served: a call keeps nothing


def test_a_missed_order_calls_others_too(lin, mei):
    order, guo = personas.order(mei, lin), personas.volunteer()
    personas.volunteer("陈阿华")
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    report_no_show(by=mei, at=order.starts_at, assignment_id=seat.id)
    assert (status(order), StandInCall.objects.count()) == ("OPEN", 1)
    assert seat.no_show.said_by == mei


def test_of_many_who_claim_accept_and_leave_at_once_every_seat_is_filled_once(committed_db):
    lin = personas.elder(minutes=3000)
    mei = personas.proxy(lin)
    people = [personas.volunteer(f"郑{i}") for i in range(8)]
    for _ in range(6):
        order = personas.order(mei, lin, of=personas.item("spring", minutes=10, seats=2), hours=DAY)
        seats = [claim_order(by=one, at=NOW, order_id=order.id) for one in people[:2]]
        for one in people[2:5]:
            join_line(by=one, at=NOW, order_id=order.id)

        def answer(by, order=order):
            for offer in Assignment.objects.filter(order=order, person=by.person_id, status="OFFERED"):
                accept_offer(by=by, at=NOW, assignment_id=offer.id)

        works = [
            lambda i=i, seats=seats: withdraw_claim(by=people[i], at=NOW, assignment_id=seats[i].id) for i in (0, 1)
        ]
        works += [lambda by=by, order=order: claim_order(by=by, at=NOW, order_id=order.id) for by in people[5:]]
        works += [lambda by=by: answer(by) for by in people[2:5]]
        works.append(lambda: end_offers(at=NOW + timedelta(hours=3)))
        assert at_once(*works) == []
        rows = Assignment.objects.filter(order=order, status__in=SEATED)
        assert rows.count() <= 2
        assert rows.values("seat").distinct().count() == rows.count()
        order.refresh_from_db()
        assert order.status == ("CLAIMED" if rows.count() == 2 else "OPEN")
        cancel_order(by=mei, at=NOW, order_id=order.id)


def test_two_offers_at_the_same_hour_end_in_one_yes(committed_db):
    lin = personas.elder(minutes=3000)
    mei, guo = personas.proxy(lin), personas.volunteer()
    worker = personas.user("林村官", Role.VILLAGE_WORKER, region=TOWNSHIP)
    both = [personas.order(mei, lin, hours=DAY) for _ in range(2)]
    made = [offer_seat(by=worker, at=NOW, order_id=one.id, person_id=guo.person_id) for one in both]
    assert at_once(*(lambda i=i: accept_offer(by=guo, at=NOW, assignment_id=made[i].id) for i in (0, 1))) == []
    assert Assignment.objects.filter(person=guo.person_id, status="CLAIMED").count() == 1
