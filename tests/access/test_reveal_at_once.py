"""Looks by many threads at once: one row each day, and no more than the limit (VERIFICATION 20)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.access.actions.looking import LookedTooOften
from accounts.access.actions.reveal import reveal
from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Purpose, Role, Shown
from accounts.access.models import Reveal
from accounts.people.models import Person
from tests import personas
from tests.personas import NOW, VILLAGE
from tests.sizes import sized


def race(work, times=8):
    """Run ``work`` in as many threads at once, each with a connection of its own."""
    start = Barrier(times)

    def run(_number):
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_two_looks_at_once_are_one_row(committed_db):
    worker = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    lin = Person.objects.get(id=personas.elder().person_id)
    race(lambda: reveal_person(by=worker, at=NOW, person=lin, purpose="order", reference="order:1"))
    assert Reveal.objects.count() == 1


@pytest.mark.verifies(20)
def test_a_hundred_reveals_at_once_do_not_run_over_the_limit(committed_db, settings):
    settings.REVEALS_PER_HOUR = 10
    worker = personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)
    lin = personas.elder().person

    def one():
        try:
            return bool(reveal(by=worker, at=NOW, person_id=lin.id, shown=Shown.PHONE, purpose=Purpose.CALL))
        except LookedTooOften:
            return False

    passed = [one_passed for _ in range(sized(2, 5)) for one_passed in race(one, sized(8, 20))]
    assert sum(passed) == Reveal.objects.count() == 10
