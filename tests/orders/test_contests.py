"""Both sides bring what they have; one official decides; what is booked goes back only with a second one."""

from datetime import timedelta

import pytest

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.add_statement import SaidEnough, SaySomething, add_statement
from services.orders.actions.agree_contest import agree_contest
from services.orders.actions.answer_no_show import AnsweredAlready, answer_no_show
from services.orders.actions.approve_correction import SecondPersonNeeded
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.contest_order import ContestedAlready, TooLateToContest, contest_order
from services.orders.actions.decide_contest import decide_contest
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.report_no_show import report_no_show
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.actions.strike_no_show import strike_no_show
from services.orders.enums import Knowing, Side
from services.orders.lifecycle import StateChanged
from services.orders.models import ServiceRecord
from services.orders.queries.disputes import case_for
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP
from timebank.ledger.audit import audit_ledger
from timebank.ledger.queries import account_of


@pytest.fixture
def lin(db):
    return personas.elder(minutes=300)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def guo(lin):
    return personas.volunteer()


@pytest.fixture
def township(lin):
    return personas.user("王镇长", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)


@pytest.fixture
def county(lin):
    return personas.user("李县长", Role.COUNTY_OFFICIAL, region=COUNTY)


def served(mei, lin, guo):
    order = personas.order(mei, lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="card", code=lin.card_token)
    check_out(by=guo, at=order.starts_at + timedelta(minutes=40), assignment_id=seat.id)
    return order, order.starts_at + timedelta(hours=1)


def booked(mei, lin, guo):
    order, then = served(mei, lin, guo)
    confirm_order(by=mei, at=then, order_id=order.id, rating=3)
    return order, then


def test_each_side_sees_its_own_words_and_whoever_decides_sees_both(lin, mei, guo, township):
    order, then = served(mei, lin, guo)
    dispute_order(by=mei, at=then, order_id=order.id, reason="只来了十分钟")
    add_statement(by=guo, at=then, order_id=order.id, words="门口等了半小时")
    assert [one.side for one in case_for(mei, order.id).statements] == [Side.ELDER]
    assert [one.side for one in case_for(guo, order.id).statements] == [Side.SERVING]
    case = case_for(township, order.id)
    assert ([one.words for one in case.statements], case.may_decide) == (["只来了十分钟", "门口等了半小时"], True)
    resolve_dispute(by=township, at=then, order_id=order.id, uphold=True, reason="二维码和时间都对")
    assert not case_for(guo, order.id).open
    with pytest.raises(StateChanged):
        add_statement(by=mei, at=then, order_id=order.id, words="还有")


def test_an_outsider_adds_nothing_and_reads_nothing(lin, mei, guo):
    order, then = served(mei, lin, guo)
    dispute_order(by=mei, at=then, order_id=order.id, reason="没有来")
    for stranger in (personas.volunteer("陈阿华"), personas.proxy(personas.elder("范＊"), "范小")):
        with pytest.raises(NotFound):
            add_statement(by=stranger, at=then, order_id=order.id, words="听说")
        with pytest.raises(NotFound):
            case_for(stranger, order.id)


def test_a_side_says_something_and_not_without_end(lin, mei, guo):
    order, then = served(mei, lin, guo)
    dispute_order(by=mei, at=then, order_id=order.id, reason="没有来")
    with pytest.raises(SaySomething):
        add_statement(by=mei, at=then, order_id=order.id, words="  ")
    for _ in range(5):
        add_statement(by=mei, at=then, order_id=order.id, words="又想起")
    with pytest.raises(SaidEnough):
        add_statement(by=mei, at=then, order_id=order.id, words="又想起")


def test_what_is_booked_goes_back_by_two_people_and_the_record_says_none(lin, mei, guo, township, county):
    order, then = booked(mei, lin, guo)
    assert account_of(guo.person_id).balance == 40
    contest_order(by=mei, at=then, order_id=order.id, reason="后来才知道没做完")
    decide_contest(by=township, at=then, order_id=order.id, take_back=True, reason="两边都说没做完")
    assert account_of(guo.person_id).balance == 40  # nothing moves yet
    with pytest.raises(SecondPersonNeeded):
        agree_contest(by=township, at=then, order_id=order.id, agree=True)
    contest = agree_contest(by=county, at=then, order_id=order.id, agree=True)
    assert contest.status == "RETURNED"
    assert (account_of(guo.person_id).balance, account_of(lin.person_id).balance) == (0, 300)
    assert ServiceRecord.objects.get(assignment__order=order, superseded_by=None).minutes == 0
    order.refresh_from_db()
    assert order.status == "CONFIRMED"  # what was posted was posted
    assert audit_ledger().problems == []


@pytest.mark.parametrize("who", ["first", "second"])
def test_either_official_may_leave_it_as_it_is(lin, mei, guo, township, county, who):
    order, then = booked(mei, lin, guo)
    contest_order(by=mei, at=then, order_id=order.id, reason="不满意")
    contest = decide_contest(by=township, at=then, order_id=order.id, take_back=who == "second", reason="看过了")
    if who == "second":
        contest = agree_contest(by=county, at=then, order_id=order.id, agree=False)
    assert (contest.status, account_of(guo.person_id).balance) == ("KEPT", 40)


def test_who_may_not_object_or_decide(lin, mei, guo, township):
    order, then = booked(mei, lin, guo)
    with pytest.raises(NotFound):
        contest_order(by=guo, at=then, order_id=order.id, reason="不")
    with pytest.raises(TooLateToContest):
        contest_order(by=mei, at=then + timedelta(days=16), order_id=order.id, reason="晚")
    contest_order(by=mei, at=then + timedelta(days=15), order_id=order.id, reason="刚好")
    with pytest.raises(ContestedAlready):
        contest_order(by=mei, at=then, order_id=order.id, reason="又")
    worker = personas.user("林村官", Role.VILLAGE_WORKER, region=TOWNSHIP)
    with pytest.raises(NotAllowed):
        decide_contest(by=worker, at=then, order_id=order.id, take_back=False, reason="我看")


def test_a_no_show_says_who_and_how_is_answered_and_struck(lin, mei, guo, township):
    order = personas.order(mei, lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    worker = personas.user("林村官", Role.VILLAGE_WORKER, region=TOWNSHIP)
    report_no_show(
        by=worker, at=order.starts_at, assignment_id=seat.id, knowing=Knowing.THERE, words="我在门口等到九点"
    )
    with pytest.raises(NotFound):
        answer_no_show(by=mei, at=NOW, assignment_id=seat.id, words="x")
    answer_no_show(by=guo, at=order.starts_at, assignment_id=seat.id, words="我在后门，敲了")
    with pytest.raises(AnsweredAlready):
        answer_no_show(by=guo, at=order.starts_at, assignment_id=seat.id, words="再说")
    with pytest.raises(NotFound):
        strike_no_show(by=guo, at=order.starts_at, assignment_id=seat.id, reason="x")
    with pytest.raises(NotFound):
        strike_no_show(by=mei, at=order.starts_at, assignment_id=seat.id, reason="x")
    missed = strike_no_show(by=township, at=order.starts_at, assignment_id=seat.id, reason="邻居看见他来过")
    seat.refresh_from_db()
    assert (seat.status, missed.said_by, missed.words, missed.answer) == (
        "WITHDRAWN",
        worker,
        "我在门口等到九点",
        "我在后门，敲了",
    )


def test_nobody_strikes_their_own(lin, mei, guo):
    order = personas.order(mei, lin)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    report_no_show(by=mei, at=order.starts_at, assignment_id=seat.id)
    with pytest.raises(NotFound):
        strike_no_show(by=guo, at=order.starts_at, assignment_id=seat.id, reason="x")
    assert strike_no_show(by=mei, at=order.starts_at, assignment_id=seat.id, reason="看错了").struck_by == mei
