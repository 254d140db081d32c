"""Windows are made, moved, missed and dropped, the same however often the job runs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.elders.actions.leave_registry import leave_registry
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source, Tier
from accounts.elders.models import Elder
from services.visits.actions.plan_visits import plan_visits
from services.visits.enums import Because, Mode, Outcome, Reason, WindowState
from services.visits.models import Window
from tests.personas import NOW
from tests.visits import ground
from tests.visits.ground import DAY

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


def rows():
    return list(Window.objects.order_by("id").values_list("elder", "reason", "due_on", "state"))


def test_one_window_each_however_often_it_is_planned():
    lin, pan = ground.elder(), ground.elder("潘金妹", Tier.LOW)
    for _ in range(3):
        plan_visits(at=NOW, everybody=True)
    assert {row[0] for row in rows()} == {lin.id, pan.id}
    assert len(rows()) == 2
    assert Window.objects.get(elder=lin).due_on < TODAY + 7 * DAY


def test_a_visit_closes_the_window_and_plans_the_next():
    lin, worker = ground.elder(), ground.village()
    plan_visits(at=NOW)
    Window.objects.update(opens_on=TODAY, due_on=TODAY, expires_on=TODAY + 3 * DAY)
    visit = ground.visit(worker, lin)
    done, following = Window.objects.order_by("id")
    assert (done.state, done.resolved_by) == (WindowState.DONE, visit)
    assert (following.state, following.due_on) == (WindowState.OPEN, TODAY + 7 * DAY)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one != Outcome.VISITED])
def test_nobody_met_counts_and_comes_back_soon(outcome):
    lin, worker = ground.elder(tier=Tier.MIDDLE), ground.village()
    plan_visits(at=NOW)
    Window.objects.update(opens_on=TODAY, due_on=TODAY, expires_on=TODAY + 3 * DAY)
    ground.visit(worker, lin, outcome=outcome, mode=Mode.PHONE)
    tried, following = Window.objects.order_by("id")
    assert (tried.state, following.due_on) == (WindowState.TRIED, TODAY + 2 * DAY)


def test_what_nobody_used_is_missed_and_the_next_is_soon():
    ground.elder()
    plan_visits(at=NOW)
    expired = Window.objects.get().expires_on
    later = NOW + timedelta(days=(expired - TODAY).days + 1)
    plan_visits(at=later)
    missed, following = Window.objects.order_by("id")
    assert missed.state == WindowState.MISSED
    assert following.due_on == expired + 2 * DAY


def test_a_visit_written_down_late_undoes_the_miss():
    lin, worker = ground.elder(), ground.village()
    plan_visits(at=NOW)
    window = Window.objects.get()
    seen_at = NOW + timedelta(days=(window.due_on - TODAY).days)
    later = NOW + timedelta(days=(window.expires_on - TODAY).days + 2)
    plan_visits(at=later)
    ground.visit(worker, lin, at=later, happened_at=seen_at)
    window.refresh_from_db()
    assert window.state == WindowState.DONE
    assert Window.objects.get(state=WindowState.OPEN).due_on == window.due_on + 7 * DAY


def test_another_tier_moves_the_window_and_high_risk_is_looked_at_within_a_day():
    lin = ground.elder(tier=Tier.LOW)
    plan_visits(at=NOW)
    Elder.objects.filter(id=lin.id).update(tier=Tier.HIGH)
    for _ in range(2):
        plan_visits(at=NOW)
    regular, soon = Window.objects.order_by("reason").order_by("-reason")
    assert (regular.reason, regular.tier) == (Reason.REGULAR, Tier.HIGH)
    assert regular.due_on < TODAY + 7 * DAY
    assert (soon.because, soon.due_at) == (Because.TIER, NOW + DAY)


def test_whoever_left_is_not_waited_for():
    lin, worker = ground.elder(), ground.village()
    plan_visits(at=NOW)
    leave_registry(by=worker, at=NOW, elder=lin, on=TODAY, reason="搬到女儿家", died=False)
    plan_visits(at=NOW)
    assert [row[3] for row in rows()] == [WindowState.DROPPED]


def test_a_stay_in_hospital_makes_one_window_of_a_day_ever():
    lin, worker = ground.elder(), ground.village()
    later = NOW + timedelta(hours=1)
    record_facts(by=worker, at=later, elder=lin, values={"happened": ["HOSPITAL"]}, source=Source.FAMILY, as_of=TODAY)
    for _ in range(2):
        plan_visits(at=later)
    soon = Window.objects.get(reason=Reason.CHANGE)
    assert (soon.because, soon.due_at) == (Because.HAPPENED, later + DAY)
    ground.visit(worker, lin, at=later)
    plan_visits(at=later)
    assert Window.objects.filter(reason=Reason.CHANGE).count() == 1


def test_what_a_visit_itself_found_asks_for_no_second_one():
    lin, worker = ground.elder(), ground.village()
    later = NOW + timedelta(hours=1)
    record_facts(by=worker, at=later, elder=lin, values={"happened": ["FALL"]}, source=Source.VISIT, as_of=TODAY)
    plan_visits(at=later)
    assert not Window.objects.filter(reason=Reason.CHANGE).exists()
