"""A demo as large as wanted."""

from datetime import UTC, datetime

import pytest

from accounts.elders.models import Elder
from accounts.elders.queries.search import search_elders
from accounts.people.models import Person
from tests import personas
from timebank.config.demo import crowd

NOW = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch):
    personas.regions()
    monkeypatch.setattr(crowd, "BATCH", 30)
    return []


def settle(count: int, said: list[str]) -> int:
    return crowd.settle(count, now=NOW, seed=7, say=said.append)


def test_elders_come_until_there_are_enough(said):
    personas.elder("林细妹")
    assert settle(100, said) == 99
    assert Elder.objects.count() == 100
    assert settle(100, said) == settle(40, said) == 0
    assert settle(130, said) == 30
    homes = set(Elder.objects.values_list("person__home", flat=True))
    assert homes == {personas.VILLAGE, personas.OTHER_VILLAGE}


def test_they_are_found_like_anybody(said):
    settle(60, said)
    someone = Elder.objects.select_related("person").latest("id").person
    for words in (someone.name, someone.initials, someone.phone):
        assert someone.elder in search_elders([personas.COUNTY], words, limit=60)
    assert all(60 <= one.age_on(NOW.date()) <= 101 for one in Person.objects.filter(elder__isnull=False))


def test_the_same_seed_brings_the_same_people(said):
    settle(60, said)
    names = list(Person.objects.order_by("id").values_list("name", flat=True))
    Elder.objects.all().delete()
    Person.objects.all().delete()
    settle(60, said)
    assert list(Person.objects.order_by("id").values_list("name", flat=True)) == names
