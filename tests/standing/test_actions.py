"""What the actions do, to whom they refuse, and that a day is ordered once."""

from datetime import date, time, timedelta

import pytest

from accounts.access.enums import Role
from accounts.elders.enums import Consent
from accounts.journal.models import Event
from accounts.refusals import NotFound
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.standing.actions.change_standing import change_standing
from services.standing.actions.end_standing import end_standing
from services.standing.actions.lift_pause import lift_pause
from services.standing.actions.lock import StandingEnded
from services.standing.actions.make_occurrences import make_occurrences
from services.standing.actions.pause_standing import pause_standing
from services.standing.actions.repeat_week import repeat_week
from services.standing.actions.restore_occurrence import restore_occurrence
from services.standing.actions.skip_occurrence import DayClaimed, NotThatDay, skip_occurrence
from services.standing.actions.start_standing import start_standing
from services.standing.enums import OccurrenceState
from services.standing.models import Occurrence
from services.standing.queries.audience import standing_audience
from services.standing.queries.effects import preview_change
from services.standing.queries.pauses import BadPause, PausesOverlap
from tests import personas
from tests.personas import NOW
from tests.standing.ground import FRIDAY, ordered, rhythm, wish
from timebank.ledger.actions.post_transfer import NotEnough
from timebank.ledger.queries import account_of

WEEK = timedelta(days=7)
NEXT = FRIDAY + WEEK


def story(minutes=300, **more):
    lin = personas.elder(minutes=minutes)
    mei = personas.proxy(lin)
    standing, made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish(**more))
    return lin, mei, standing, made


def order_on(standing, day):
    return standing.occurrences.get(on=day).order


@pytest.mark.django_db
def test_starting_places_real_orders_for_the_near_days():
    lin, mei, standing, made = story(note="软一点")
    assert made.placed == [FRIDAY, NEXT] == ordered(standing)
    first = order_on(standing, FRIDAY)
    assert (first.status, first.placed_by, first.note, first.untold) == (OrderStatus.OPEN, mei, "软一点", True)
    assert first.ends_at - first.starts_at == timedelta(minutes=30)
    assert account_of(lin.person_id).held == 60
    later = make_occurrences(at=NOW + WEEK)
    assert later.placed == [NEXT + WEEK]


@pytest.mark.django_db
def test_a_form_sent_twice_and_a_job_run_twice_order_once():
    lin, mei, standing, _made = story()
    again, made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish(), standing_id=standing.id)
    assert (again, made.placed) == (standing, [])
    assert make_occurrences(at=NOW).placed == []
    cancel_order(by=mei, at=NOW, order_id=order_on(standing, FRIDAY).id)
    assert make_occurrences(at=NOW).placed == []  # called off by hand is called off
    assert Order.objects.count() == 2


@pytest.mark.django_db
def test_killed_in_between_leaves_neither_row_nor_order(monkeypatch):
    story()
    monkeypatch.setattr(
        "services.standing.actions.make_occurrences._write", lambda *a, **k: (_ for _ in ()).throw(SystemExit)
    )
    with pytest.raises(SystemExit):
        make_occurrences(at=NOW + WEEK)
    assert Order.objects.count() == 2
    monkeypatch.undo()
    assert make_occurrences(at=NOW + WEEK).placed == [NEXT + WEEK]


@pytest.mark.django_db
def test_a_refusal_is_kept_told_once_and_tried_again():
    _lin, mei, standing, made = story(minutes=70, rule=rhythm("FREQ=DAILY"))
    assert made.placed == [FRIDAY, FRIDAY + timedelta(days=1)]
    refused = Occurrence.objects.filter(state=OccurrenceState.REFUSED)
    assert {row.refusal for row in refused} == {NotEnough.code}
    make_occurrences(at=NOW)
    told = Event.objects.filter(name="services.standing.refused")
    assert told.count() == 1
    assert standing_audience(told.get()) == [mei]
    cancel_order(by=mei, at=NOW, order_id=order_on(standing, FRIDAY).id)
    assert make_occurrences(at=NOW).placed == [FRIDAY + timedelta(days=2)]


@pytest.mark.django_db
def test_when_nothing_at_all_can_be_ordered_nothing_starts():
    lin = personas.elder(minutes=0)
    mei = personas.proxy(lin)
    with pytest.raises(NotEnough):
        start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish())
    assert not lin.standing_orders.exists()


@pytest.mark.django_db
def test_without_a_mandate_the_job_orders_no_more():
    lin, mei, standing, _made = story()
    lin.mandates.update(revoked_at=NOW)
    assert make_occurrences(at=NOW + WEEK).placed == []
    assert standing.occurrences.get(on=NEXT + WEEK).refusal == NotFound.code
    assert mei not in standing_audience(Event.objects.get(name="services.standing.refused"))


@pytest.mark.django_db
def test_the_preview_is_what_the_change_does_and_claimed_days_stay():
    lin, mei, standing, _made = story(rule=rhythm("FREQ=WEEKLY;BYDAY=FR,SA"), minutes=600)
    saturday = FRIDAY + timedelta(days=1)
    assert ordered(standing) == [FRIDAY, saturday, NEXT, NEXT + timedelta(days=1)]
    kept = order_on(standing, FRIDAY)
    claim_order(by=personas.volunteer(), at=NOW, order_id=kept.id)
    other = wish(rhythm("FREQ=WEEKLY;BYDAY=SA,SU"), clock=time(15))
    shown = preview_change(by=mei, at=NOW, standing_id=standing.id, wish=other)
    before = order_on(standing, saturday)
    assert [row.on for row in shown.kept] == [FRIDAY]
    assert [row.on for row in shown.dropped] == [NEXT]
    assert [row.on for row in shown.replaced] == [saturday, saturday + WEEK]
    assert shown.new == [saturday + timedelta(days=1), saturday + timedelta(days=8)]
    _standing, done, made = change_standing(by=mei, at=NOW, standing_id=standing.id, wish=other)
    assert done == shown
    assert made.placed == sorted([row.on for row in shown.replaced] + shown.new)
    kept.refresh_from_db()
    before.refresh_from_db()
    assert (kept.status, before.status) == (OrderStatus.CLAIMED, OrderStatus.CANCELLED)
    assert account_of(lin.person_id).held == 30 * 5


@pytest.mark.django_db
def test_a_change_of_rhythm_leaves_orders_of_days_that_stay_alone():
    _lin, mei, standing, _made = story()
    before = order_on(standing, FRIDAY)
    other = wish(rhythm("FREQ=WEEKLY;BYDAY=FR,SA"))
    _standing, done, _made = change_standing(by=mei, at=NOW, standing_id=standing.id, wish=other)
    assert [row.on for row in done.same] == [FRIDAY, NEXT]
    assert order_on(standing, FRIDAY) == before


@pytest.mark.django_db
def test_pauses_several_and_future_ones():
    _lin, mei, standing, _made = story()
    pause, done = pause_standing(by=mei, at=NOW, standing_id=standing.id, first_on=NEXT, last_on=NEXT)
    assert [row.on for row in done.dropped] == [NEXT]
    far = NEXT + 4 * WEEK
    pause_standing(by=mei, at=NOW, standing_id=standing.id, first_on=far, last_on=None)
    with pytest.raises(PausesOverlap):
        pause_standing(by=mei, at=NOW, standing_id=standing.id, first_on=far + WEEK, last_on=far + WEEK)
    for first, last in ((FRIDAY - WEEK, None), (NEXT, FRIDAY)):
        with pytest.raises(BadPause):
            pause_standing(by=mei, at=NOW, standing_id=standing.id, first_on=first, last_on=last)
    assert ordered(standing) == [FRIDAY]
    assert lift_pause(by=mei, at=NOW, pause_id=pause.id).placed == [NEXT]
    make_occurrences(at=NOW + 4 * WEEK)
    assert far not in ordered(standing)


@pytest.mark.django_db
def test_lifting_a_running_pause_keeps_what_was():
    _lin, mei, standing, _made = story()
    pause, _done = pause_standing(by=mei, at=NOW, standing_id=standing.id, first_on=FRIDAY)
    assert ordered(standing) == []
    lift_pause(by=mei, at=NOW + timedelta(days=3), pause_id=pause.id)
    pause.refresh_from_db()
    assert (pause.first_on, pause.last_on) == (FRIDAY, date(2026, 11, 21))
    assert ordered(standing) == [NEXT, NEXT + WEEK]


@pytest.mark.django_db
def test_one_day_is_left_out_and_taken_back():
    _lin, mei, standing, _made = story()
    order = order_on(standing, FRIDAY)
    skip_occurrence(by=mei, at=NOW, standing_id=standing.id, on=FRIDAY)
    order.refresh_from_db()
    assert order.status == OrderStatus.CANCELLED
    assert make_occurrences(at=NOW).placed == []
    assert restore_occurrence(by=mei, at=NOW, standing_id=standing.id, on=FRIDAY).placed == [FRIDAY]
    claim_order(by=personas.volunteer(), at=NOW, order_id=order_on(standing, FRIDAY).id)
    with pytest.raises(DayClaimed):
        skip_occurrence(by=mei, at=NOW, standing_id=standing.id, on=FRIDAY)
    with pytest.raises(NotThatDay):
        skip_occurrence(by=mei, at=NOW, standing_id=standing.id, on=FRIDAY + timedelta(days=2))


@pytest.mark.django_db
def test_ending_keeps_claimed_days():
    _lin, mei, standing, _made = story()
    claim_order(by=personas.volunteer(), at=NOW, order_id=order_on(standing, FRIDAY).id)
    _standing, done = end_standing(by=mei, at=NOW, standing_id=standing.id)
    assert ([row.on for row in done.kept], [row.on for row in done.dropped]) == ([FRIDAY], [NEXT])
    assert make_occurrences(at=NOW + WEEK).placed == []
    with pytest.raises(StandingEnded):
        end_standing(by=mei, at=NOW, standing_id=standing.id)


@pytest.mark.django_db
def test_outsiders_find_nothing():
    lin, mei, standing, _made = story()
    pause, _done = pause_standing(by=mei, at=NOW, standing_id=standing.id, first_on=NEXT, last_on=NEXT)
    zhen = personas.user("陈远真", Role.PROXY)
    key = {"by": zhen, "at": NOW, "standing_id": standing.id}
    for act in (
        lambda: start_standing(by=zhen, at=NOW, elder_id=lin.id, wish=wish()),
        lambda: change_standing(**key, wish=wish()),
        lambda: preview_change(**key, wish=wish()),
        lambda: pause_standing(**key, first_on=FRIDAY),
        lambda: lift_pause(by=zhen, at=NOW, pause_id=pause.id),
        lambda: skip_occurrence(**key, on=FRIDAY),
        lambda: restore_occurrence(**key, on=FRIDAY),
        lambda: end_standing(**key),
        lambda: repeat_week(by=zhen, at=NOW, elder_id=lin.id, order_ids=[], consent=Consent.BY_PHONE),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.django_db
def test_the_same_as_last_week_once():
    lin = personas.elder()
    mei = personas.proxy(lin)
    old = personas.order(mei, lin)
    later = NOW + timedelta(days=3)
    call = {"by": mei, "at": later, "elder_id": lin.id, "order_ids": [old.id], "consent": Consent.BY_PHONE}
    placed, refused = repeat_week(**call)
    assert ([order.starts_at for order in placed], refused) == ([old.starts_at + WEEK], [])
    assert repeat_week(**call) == ([], [])
