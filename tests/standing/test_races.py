"""Two jobs at once: the lock makes each day happen once. The last test takes the lock away and shows what it is for."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from services.orders.actions.place_order import place_order
from services.orders.models import Order
from services.standing.actions import make_occurrences as making
from services.standing.actions.lock import lock_row
from services.standing.actions.make_occurrences import make_occurrences
from services.standing.actions.start_standing import start_standing
from services.standing.models import StandingOrder
from services.standing.queries.rows import with_everything
from tests import personas
from tests.agreements.test_race import until_somebody_waits
from tests.orders.test_races import at_once
from tests.personas import NOW
from tests.standing.ground import FRIDAY, ordered, wish

WEEK = timedelta(days=7)
LATER = NOW + WEEK  # one more day is due then
DAYS = [FRIDAY, FRIDAY + WEEK, FRIDAY + 2 * WEEK]


@pytest.fixture
def standing(committed_db):
    lin = personas.elder()
    found, _made = start_standing(by=personas.proxy(lin), at=NOW, elder_id=lin.id, wish=wish())
    return found


def job(standing):
    return lambda: make_occurrences(at=LATER, standing_ids=[standing.id])


def test_two_jobs_at_once_order_each_day_once(standing):
    assert at_once(job(standing), job(standing)) == []
    assert ordered(standing) == DAYS
    assert Order.objects.count() == len(DAYS)


def test_the_second_waits_for_the_first_and_then_finds_nothing_to_do(standing):
    trouble: list[str] = []
    with transaction.atomic():
        lock_row(standing.id, standing.elder_id)
        second = threading.Thread(target=lambda: trouble.extend(at_once(job(standing))))
        second.start()
        until_somebody_waits()
        assert make_occurrences(at=LATER, standing_ids=[standing.id]).placed == DAYS[2:]
    second.join(30)
    assert (trouble, ordered(standing), Order.objects.count()) == ([], DAYS, len(DAYS))


def test_without_the_lock_a_day_is_ordered_twice(standing, monkeypatch):
    def no_lock(standing_id, _elder_id):
        return with_everything(StandingOrder.objects.filter(id=standing_id)).get()

    both, place = threading.Barrier(2), making._place

    def place_together(*arguments):
        both.wait(timeout=30)  # both have looked, and neither found that day ordered
        return place(*arguments)

    monkeypatch.setattr(making, "lock_row", no_lock)
    monkeypatch.setattr(making, "_place", place_together)
    monkeypatch.setattr(making, "place_order", partial(place_order, again=True))  # a second guard stands behind
    assert at_once(job(standing), job(standing)) == []
    assert ordered(standing) == DAYS
    assert Order.objects.count() == len(DAYS) + 1
