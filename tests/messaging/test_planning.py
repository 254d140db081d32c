"""By which ways somebody hears of something, when it is held back, and that it happens once."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.messaging.actions.change_preference import HalfQuiet, UnknownSwitch, change_preference
from accounts.messaging.actions.defer_due import defer_due
from accounts.messaging.actions.plan_deliveries import SEND_TASK, channels, plan_deliveries
from accounts.messaging.enums import Channel, News, State, Weight
from accounts.messaging.models import Delivery
from accounts.messaging.news import IMPORTANT, SAID_ALOUD, URGENT, news_of, weight_of
from accounts.messaging.queries import Ways, manners_of, preference_of
from accounts.messaging.quiet import held_until
from frontend.shell.notices import SENTENCES
from services.orders.actions.claim_order import claim_order
from services.orders.actions.withdraw_claim import withdraw_claim
from tests import personas
from tests.messaging.stories import deliveries, happened, run, subscribed, texts
from tests.personas import NOW

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)  # 23:00 in Datian
MORNING = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)  # 7:00 the next day
BOTH = Ways(push=True, phone="13800000000")
PUSH, SMS, INBOX, SHEET = Channel.PUSH, Channel.SMS, Channel.INBOX, Channel.CALL_SHEET


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def story():
    """Mei ordered for Lin; Guo took it."""
    lin, guo = personas.elder(), personas.volunteer()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, hours=30)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    return lin, mei, guo, order, seat


@pytest.mark.parametrize(
    ("ways", "weight", "expected"),
    [
        (BOTH, Weight.ORDINARY, [INBOX, PUSH]),
        (BOTH, Weight.IMPORTANT, [INBOX, PUSH]),
        (BOTH, Weight.URGENT, [INBOX, PUSH, SMS]),
        (Ways(False, "138"), Weight.ORDINARY, [INBOX]),
        (Ways(False, "138"), Weight.IMPORTANT, [INBOX, SMS]),
        (Ways(False, ""), Weight.IMPORTANT, [INBOX]),
        (Ways(False, ""), Weight.URGENT, [INBOX, SHEET]),
        (Ways(True, "138", frozenset({"PUSH:ORDERS"})), Weight.IMPORTANT, [INBOX, SMS]),
        (Ways(True, "138", frozenset({"PUSH:ORDERS", "SMS:ORDERS"})), Weight.IMPORTANT, [INBOX]),
        (Ways(True, "138", frozenset({"PUSH:ORDERS", "SMS:ORDERS"})), Weight.URGENT, [INBOX, PUSH, SMS]),
        (Ways(True, "138", frozenset({"PUSH:WORK"})), Weight.ORDINARY, [INBOX, PUSH]),
    ],
)
def test_the_ways_follow_what_matters_and_what_one_chose(ways, weight, expected):
    assert channels(ways, weight=weight, news=News.ORDERS) == expected


def test_without_a_carrier_no_text_message_is_planned(settings):
    settings.SMS_SENDER = ""
    assert channels(BOTH, weight=Weight.URGENT, news=News.ALARM) == [INBOX, PUSH]
    assert channels(Ways(False, "138"), weight=Weight.URGENT, news=News.ALARM) == [INBOX, SHEET]


def test_an_event_is_planned_once_however_often_its_job_runs(story):
    _lin, mei, *_rest = story
    subscribed(mei, "http://127.0.0.1:9")
    event = happened("services.order.claimed")
    before = list(Delivery.objects.values_list("id", "state"))
    happened("services.order.claimed")
    plan_deliveries(at=NOW, event=event, recipients=[mei])
    assert list(Delivery.objects.values_list("id", "state")) == before
    (inbox,) = Delivery.objects.filter(recipient=mei, channel=INBOX)
    assert inbox.state == State.SENT
    (waiting,) = deliveries(mei)
    assert (waiting.channel, waiting.state, waiting.attempts) == (PUSH, State.WAITING, 0)
    jobs = ProcrastinateJob.objects.filter(task_name=SEND_TASK)
    assert [job.args for job in jobs] == [{"delivery": str(waiting.id)}]


def test_rows_and_jobs_stand_or_fall_together(story, monkeypatch):
    """Negative control of “durable”: when the job cannot be queued, no row says that it is on its way."""
    _lin, mei, *_rest = story
    subscribed(mei, "http://127.0.0.1:9")
    from accounts.messaging.actions import plan_deliveries as planning

    def broken(_row):
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "defer_delivery", broken)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        happened("services.order.claimed")
    assert not Delivery.objects.exists()


def test_the_database_refuses_a_second_row(story):
    _lin, mei, *_rest = story
    happened("services.order.claimed")
    row = Delivery.objects.filter(recipient=mei).first()
    row.pk = None
    row._state.adding = True
    row.id = __import__("uuid").uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ("20:59", None),
        ("21:00", "07:00+1"),
        ("23:30", "07:00+1"),
        ("00:10", "07:00"),
        ("06:59", "07:00"),
        ("07:00", None),
    ],
)
def test_quiet_hours_go_over_midnight(clock, until):
    local = datetime.fromisoformat(f"2026-11-19T{clock}:00+08:00")
    end = held_until(local, quiet_from=time(21), quiet_until=time(7))
    if until is None:
        assert end is None
    else:
        day = 20 if until.endswith("+1") else 19
        assert end == datetime.fromisoformat(f"2026-11-{day}T07:00:00+08:00")


def test_a_day_shift_may_sleep_at_noon_and_the_same_hour_twice_is_never_quiet():
    noon = datetime.fromisoformat("2026-11-19T12:30:00+08:00")
    assert held_until(noon, quiet_from=time(12), quiet_until=time(14)) == noon.replace(hour=14, minute=0)
    assert held_until(noon.replace(hour=15), quiet_from=time(12), quiet_until=time(14)) is None
    assert held_until(noon, quiet_from=time(0), quiet_until=time(0)) is None


def test_what_can_wait_waits_for_the_morning_and_goes_then(story, now):
    _lin, mei, guo, _order, seat = story
    now.move_to(NIGHT)
    withdraw_claim(by=guo, at=NIGHT, assignment_id=seat.id)
    happened("services.order.reopened")
    (waiting,) = deliveries(mei)
    held = run(waiting)
    assert (held.channel, held.state, held.next_try_at, held.outcome) == (SMS, State.HELD, MORNING, "quiet")
    assert texts() == []
    assert ProcrastinateJob.objects.filter(task_name=SEND_TASK, scheduled_at=MORNING).count() == 1
    assert run(held).state == State.HELD  # a job that comes too early finds nothing to do
    now.move_to(MORNING)
    assert run(held).state == State.SENT
    assert len(texts()) == 1


def test_one_may_choose_ones_own_quiet_hours(story, now):
    _lin, mei, guo, _order, seat = story
    change_preference(by=mei, at=NOW, off=[], quiet_from=time(0), quiet_until=time(0))
    now.move_to(NIGHT)
    withdraw_claim(by=guo, at=NIGHT, assignment_id=seat.id)
    happened("services.order.reopened")
    assert run(deliveries(mei)[0]).state == State.SENT


def test_a_choice_is_kept_and_alarms_cannot_be_switched_off(story):
    _lin, mei, *_rest = story
    change_preference(by=mei, at=NOW, off=["SMS:ORDERS"], quiet_from=time(22), quiet_until=time(6), language="en")
    assert preference_of(mei).off == ["SMS:ORDERS"]
    manners = manners_of(mei, at=NOW)
    assert (manners.quiet_from, manners.quiet_until, manners.language) == (time(22), time(6), "en")
    for bad in (["SMS:ALARM"], ["INBOX:ORDERS"], ["x"]):
        with pytest.raises(UnknownSwitch):
            change_preference(by=mei, at=NOW, off=bad, quiet_from=None, quiet_until=None)
    with pytest.raises(HalfQuiet):
        change_preference(by=mei, at=NOW, off=[], quiet_from=time(22), quiet_until=None)
    with pytest.raises(UnknownSwitch):
        change_preference(by=mei, at=NOW, off=[], quiet_from=None, quiet_until=None, language="xx")


def test_what_no_job_took_up_is_queued_again(story):
    _lin, mei, *_rest = story
    subscribed(mei, "http://127.0.0.1:9")
    happened("services.order.claimed")
    ProcrastinateJob.objects.filter(task_name=SEND_TASK).count()
    assert defer_due(at=NOW + timedelta(seconds=30)) == 0
    assert defer_due(at=NOW + timedelta(minutes=2)) == 1
    assert ProcrastinateJob.objects.filter(task_name=SEND_TASK).count() == 2


def test_an_elder_without_a_login_and_without_a_helper_hears_it_by_voice():
    lin, guo = personas.elder(), personas.volunteer()
    worker = personas.user("池明", personas.Role.VILLAGE_WORKER, region=personas.VILLAGE)
    order = personas.order(worker, lin, hours=30)
    claim_order(by=guo, at=NOW, order_id=order.id)
    happened("services.order.claimed")
    (row,) = Delivery.objects.filter(channel=SHEET)
    assert (row.person, row.recipient, row.state, row.next_try_at) == (lin.person, None, State.WAITING, None)
    happened("services.order.claimed")
    assert Delivery.objects.filter(channel=SHEET).count() == 1


def test_an_elder_whose_helper_is_told_is_on_no_sheet(story):
    happened("services.order.claimed")
    assert not Delivery.objects.filter(channel=SHEET).exists()


def test_names_of_events_are_ones_that_can_be_told():
    """What weighs something must have a sentence, or belong to a slice that brings its own."""
    coming = ("services.incident.", "services.visit.", "services.order.wanted_now")
    for name in URGENT | IMPORTANT | SAID_ALOUD:
        assert name in SENTENCES or name.startswith(coming), name
    assert weight_of("services.incident.reported") == Weight.URGENT
    assert weight_of("services.order.started") == Weight.ORDINARY
    assert [news_of(name) for name in ("services.order.placed", "accounts.round.opened", "timebank.minutes.given")] == [
        News.ORDERS,
        News.WORK,
        News.BOOK,
    ]
