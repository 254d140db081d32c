"""Two dispatchers at one draft: whoever is second hears of it."""

from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.refusals import Refusal
from services.dispatch.actions.place_seat import place_seat
from services.dispatch.models import DayPlan
from tests import personas
from tests.dispatch.day import ground, plan, seat

NOW = personas.NOW
placing = import_module("services.dispatch.actions.place_seat")


@pytest.fixture
def here(committed_db):
    return ground(NOW)


def race(here, wanted):
    """Everybody places at once; how many went through, and what was no plain refusal."""
    start, won, trouble = Barrier(len(wanted)), [], []

    def run(one, who):
        try:
            start.wait(30)
            if place_seat(by=here.lian, at=NOW, seat_id=one.id, person_id=who.person_id, was=None):
                won.append(who)
        except Refusal:
            pass
        except Exception as error:
            trouble.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not trouble
    return len(won)


def test_of_two_who_send_somebody_one_is_first(here):
    one = seat(here)
    assert race(here, [(one, here.yu), (one, here.su)]) == 1
    assert plan(here).changes.count() == 1


def test_together_they_send_nobody_to_two_places(here):
    one, other = seat(here), seat(here, 0.5)
    assert race(here, [(one, here.yu), (other, here.yu)]) == 1


def test_negative_control_without_the_lock_both_win(here, monkeypatch):
    """The race is a real one: both look before either has written."""
    one, other = seat(here), seat(here, 0.5)
    DayPlan.objects.create(organisation=here.house, day=here.day)
    both, look = Barrier(2), placing.board_of
    monkeypatch.setattr(placing, "lock_plan", lambda house, day: DayPlan.objects.get(organisation=house, day=day))

    def look_together(*args, **kwargs):
        found = look(*args, **kwargs)
        both.wait(30)
        return found

    monkeypatch.setattr(placing, "board_of", look_together)
    assert race(here, [(one, here.yu), (other, here.yu)]) == 2
