"""The call list hands each caller somebody else, at hours that suit them, and lets the unreached rest."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.refusals import NotAllowed
from services.visits.actions.note_good_hours import HoursBackwards, note_good_hours
from services.visits.actions.plan_visits import plan_visits
from services.visits.actions.take_next_call import TURN, take_next_call
from services.visits.enums import Mode, Outcome
from services.visits.models import CallTurn, Visit, Window
from tests import personas
from tests.personas import NOW
from tests.visits import ground
from tests.visits.ground import DAY
from tests.visits.test_pages import signed_in

TODAY = timezone.localdate(NOW)


def due(*elders):
    plan_visits(at=NOW)
    for number, elder in enumerate(elders):
        days = TODAY - number * DAY
        Window.objects.filter(elder=elder).update(opens_on=days, due_on=days, expires_on=TODAY + DAY)


@pytest.mark.django_db
def test_each_caller_is_handed_somebody_else_the_most_overdue_first():
    elders = [ground.elder(f"林{number}妹") for number in range(2)]
    due(*elders)
    one, two, three = ground.village(), ground.village(), ground.village()
    assert take_next_call(by=one, at=NOW).elder == elders[1]
    assert take_next_call(by=one, at=NOW).elder == elders[1]  # still hers
    assert take_next_call(by=two, at=NOW).elder == elders[0]
    assert take_next_call(by=three, at=NOW) is None
    assert take_next_call(by=three, at=NOW + TURN).elder == elders[1]  # the turn is over
    with pytest.raises(NotAllowed):
        take_next_call(by=personas.volunteer(), at=NOW)


@pytest.mark.django_db
def test_good_hours_and_the_rest_after_a_call_in_vain():
    lin, worker = ground.elder(), ground.village()
    due(lin)
    with pytest.raises(HoursBackwards):
        note_good_hours(by=worker, at=NOW, elder_id=lin.id, from_hour=14, to_hour=14)
    note_good_hours(by=worker, at=NOW, elder_id=lin.id, from_hour=14, to_hour=17)
    assert take_next_call(by=worker, at=NOW) is None  # ten in the morning
    afternoon = NOW + timedelta(hours=5)
    assert take_next_call(by=worker, at=afternoon).elder == lin
    ground.visit(worker, lin, at=afternoon, outcome=Outcome.NO_ANSWER, mode=Mode.PHONE)
    assert not CallTurn.objects.exists()
    assert take_next_call(by=worker, at=afternoon + timedelta(hours=1)) is None
    assert take_next_call(by=worker, at=afternoon + 2 * DAY).elder == lin


@pytest.mark.django_db
def test_negative_control_nobody_is_rung_at_night():
    lin, worker = ground.elder(), ground.village()
    due(lin)
    assert take_next_call(by=worker, at=NOW + timedelta(hours=12)) is None
    assert take_next_call(by=worker, at=NOW) is not None


def test_at_once_nobody_is_handed_the_same(committed_db):
    elders = [ground.elder(f"林{number}妹") for number in range(4)]
    due(*elders)
    callers = [ground.village() for _ in range(4)]
    gate = Barrier(len(callers))

    def take(caller):
        try:
            gate.wait()
            turn = take_next_call(by=caller, at=NOW)
            return turn.elder_id if turn is not None else None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(callers)) as pool:
        taken = [one for one in pool.map(take, callers) if one is not None]
    assert sorted(taken) == sorted(elder.id for elder in elders)


@pytest.mark.django_db
def test_one_tap_notes_the_outcome_and_hands_out_the_next(monkeypatch):
    monkeypatch.setattr("services.visits.actions.take_next_call.USUAL_HOURS", (0, 24))
    elders = [ground.elder(f"林{number}妹") for number in range(2)]
    plan_visits(at=timezone.now())
    today = timezone.localdate()
    Window.objects.update(opens_on=today, due_on=today, expires_on=today)
    client = signed_in(ground.village())
    assert client.get(reverse("visits:queue")).context["waiting"] == 2
    client.post(reverse("visits:queue_next"))
    first = client.get(reverse("visits:queue")).context["turn"].elder
    client.post(reverse("visits:queue_outcome", args=[first.id]), {"outcome": "NO_ANSWER"})
    assert Visit.objects.get().outcome == Outcome.NO_ANSWER
    second = client.get(reverse("visits:queue")).context["turn"].elder
    assert {first, second} == set(elders)
    client.post(reverse("visits:queue_next"), {"pass": str(second.id)})
    assert client.get(reverse("visits:queue")).context["turn"] is None
    sheet = client.get(reverse("visits:queue_sheet"))
    assert sheet.content.startswith(b"%PDF")
