"""Elders by the thousand, so that a demo can be as large as a county or a province. Invented, like their numbers."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from accounts.elders.enums import Tier
from accounts.elders.models import Elder
from accounts.people.enums import Gender
from accounts.people.models import Person
from accounts.regions.enums import Level
from accounts.regions.models import Region
from timebank.config.demo.copying import copy_in

ELDERS = {"small": 0, "county": 50_000, "province": 50_000}
BATCH, TOLD = 5_000, 50_000
FAMILIES, GIVEN = "林郑陈范吴郭廖肖张章黄颜", "细妹阿土国忠秀兰桂英金水德胜玉莲春木建华"
YOUNGEST, OLDEST = 60, 101
DAYS_A_YEAR = 365.25


def settle(count: int, *, now: datetime, seed: int, say: Callable[[str], None], within: str = "") -> int:
    """Enter elders until there are ``count``, evenly over the villages of a division; return how many came.

    Written in batches of their own: interrupted, the next run goes on. Nobody has an ID number, and the telephone
    numbers cannot be dialled.
    """
    there = Elder.objects.filter(person__home__code__startswith=within).count()
    elsewhere = Elder.objects.count() - there  # their telephone numbers are given away
    places = Region.objects.filter(level=Level.VILLAGE, code__startswith=within)
    villages = list(places.order_by("code").values_list("code", flat=True))
    for start in range(there, count, BATCH):
        size = min(BATCH, count - start)
        with transaction.atomic():
            people = list(_people(range(start, start + size), villages, elsewhere, seed=seed, now=now))
            copy_in(people)
            copy_in(list(_elders(people, seed=seed + start, now=now)))
        if (start + size) % TOLD < BATCH:
            say(f"  {start + size:,} of {count:,} elders")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person, elders_elder")
    return max(count - there, 0)


def _people(numbers: range, villages: list[str], elsewhere: int, *, seed: int, now: datetime) -> Iterator[Person]:
    rng = Random(seed + numbers.start)  # noqa: S311 - the same demo each time, no secrets
    today = timezone.localdate(now)
    for number in numbers:
        yield Person(
            name=rng.choice(FAMILIES) + rng.choice(GIVEN) + rng.choice(GIVEN),
            gender=rng.choice(Gender.values),
            birth_on=_born(rng, today),
            phone=f"100{elsewhere + number:08d}",
            home_id=villages[number % len(villages)],
            registered_id=villages[number % len(villages)],
            address=f"{rng.randint(1, 12)} 组 {rng.randint(1, 99)} 号",
        )


def _born(rng: Random, today: date) -> date:
    return today - timedelta(days=int(rng.triangular(YOUNGEST, OLDEST, 70) * DAYS_A_YEAR))


def _elders(people: list[Person], *, seed: int, now: datetime) -> Iterator[Elder]:
    rng = Random(seed)  # noqa: S311 - the same demo each time, no secrets
    today = timezone.localdate(now)
    for person in people:
        yield Elder(
            person=person,
            lives_alone=rng.random() < 0.2,
            registered_at=now - timedelta(days=rng.randint(1, 700)),
            tier=Tier.LOW,
            complete_percent=rng.choice((0, 0, 40, 70, 96)),
            checked_on=today - timedelta(days=rng.randint(1, 700)) if rng.random() < 0.8 else None,
            judged_on=today,  # else the minutely job would be busy with them for an hour
        )
