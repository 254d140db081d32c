"""Draft rules tried on what has happened: who would have been credited more, and who less. Changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.people.models import Person
from accounts.policies.models import Policy
from accounts.policies.queries import Rulebooks, all_rulebooks
from accounts.policies.rules import RULES
from services.orders.queries.finished import finished_between
from services.orders.queries.replayed_giving import Gifts, Grants, replay_gifts, replay_grants
from services.orders.replay import Account, Replay

AGED = 60  # full years; a warning names how many of them lose
BARS = 6  # on either side of nothing
MOST = 12  # people named on either side
STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 300, 600, 900, 1200, 1800, 3000, 6000)
TOLD_EVERY = 2000  # services between two reports of progress

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Bar:
    """How many people's difference lies in [least, most], minutes over the whole period; never around nothing."""

    least: int
    most: int
    people: int


@dataclass(frozen=True)
class Affected:
    """Somebody whose credit changes, with the services they did by category."""

    person_id: UUID
    name: str
    years: int | None
    village_code: str
    before: int
    after: int
    services: dict[str, int]

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Simulation:
    """Minutes over the whole period, as credited (``before``) and under the draft (``after``)."""

    region_code: str
    since: date
    until: date
    changes: dict[str, Any]
    services: int
    by_hand: int
    people: int
    before: int
    after: int
    gaining: int
    gained: int
    losing: int
    lost: int
    excess_before: int
    excess_after: int
    histogram: tuple[Bar, ...]
    most_gaining: tuple[Affected, ...]
    most_losing: tuple[Affected, ...]
    aged_losing: tuple[Affected, ...]
    gifts: Gifts | None  # None where the draft says nothing about them
    grants: Grants | None

    @property
    def same(self) -> int:
        return self.people - self.gaining - self.losing

    @property
    def difference(self) -> int:
        return self.after - self.before


def simulate(
    *,
    region_code: str,
    changes: Mapping[str, Any],
    since: date,
    until: date,
    progress: Progress | None = None,
) -> Simulation:
    """Replay the services that ended on the days ``since`` to ``until`` in a region under ``changes``.

    The draft is taken to have held there all the time, except where a place below has a value of its own. Runs in a
    transaction of the database that cannot write. ``progress`` hears of services done and services in all.
    """
    with reading_only():
        present = all_rulebooks()
        draft = _under_draft(present, region_code, changes)
        replay = Replay(present, draft)
        total, services = finished_between(region_code, since, until)
        for number, served in enumerate(services, 1):
            replay.add(served)
            if progress is not None and (number % TOLD_EVERY == 0 or number == total):
                progress(number, total)
        place = (region_code, since, until)
        gifts = replay_gifts(draft, *place) if any(code.startswith("gift.") for code in changes) else None
        grants = replay_grants(present, draft, *place) if any(code.startswith("grant.") for code in changes) else None
        return _told(replay, dict(changes), *place, gifts, grants)


@contextmanager
def reading_only() -> Iterator[None]:
    """A transaction, or a part of one, in which PostgreSQL refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield
        transaction.set_rollback(True)  # there is nothing to keep, and the setting goes with it


def _under_draft(present: Rulebooks, region_code: str, changes: Mapping[str, Any]) -> Rulebooks:
    """The same books with the region's own values replaced by the draft's, on every day."""
    kept = [row for row in present.rows if not (row.region_id == region_code and row.code in changes)]
    always = DateRange(None, None)
    drafted = [
        Policy(code=code, region_id=region_code, valid=always, value=RULES[code].check(value), citation="")
        for code, value in changes.items()
    ]
    return Rulebooks(kept + drafted)


def _told(
    replay: Replay,
    changes: dict[str, Any],
    region_code: str,
    since: date,
    until: date,
    gifts: Gifts | None,
    grants: Grants | None,
) -> Simulation:
    accounts = replay.accounts
    gaining = [one.difference for one in accounts.values() if one.difference > 0]
    losing = [-one.difference for one in accounts.values() if one.difference < 0]
    up, down, aged = _affected(accounts, on=until)
    return Simulation(
        region_code=region_code,
        since=since,
        until=until,
        changes=changes,
        services=replay.services,
        by_hand=replay.by_hand,
        people=len(accounts),
        before=sum(one.before for one in accounts.values()),
        after=sum(one.after for one in accounts.values()),
        gaining=len(gaining),
        gained=sum(gaining),
        losing=len(losing),
        lost=sum(losing),
        excess_before=replay.excess_before,
        excess_after=replay.excess_after,
        histogram=bars([one.difference for one in accounts.values()]),
        most_gaining=up,
        most_losing=down,
        aged_losing=aged,
        gifts=gifts,
        grants=grants,
    )


def bars(differences: list[int]) -> tuple[Bar, ...]:
    """At most BARS bars on either side, of the smallest round width that holds them; those without change in none."""
    widest = max((abs(one) for one in differences), default=0)
    width = next((step for step in STEPS if step * BARS >= widest), -(-widest // BARS))
    found: dict[int, int] = {}
    for one in differences:
        if one:
            place = (abs(one) - 1) // width + 1
            found[place if one > 0 else -place] = found.get(place if one > 0 else -place, 0) + 1
    reach = max((abs(place) for place in found), default=0)
    places = [place for place in range(-reach, reach + 1) if place]
    return tuple(
        Bar(
            least=(place - 1) * width + 1 if place > 0 else place * width,
            most=place * width if place > 0 else (place + 1) * width - 1,
            people=found.get(place, 0),
        )
        for place in places
    )


def _affected(
    accounts: Mapping[UUID, Account], *, on: date
) -> tuple[tuple[Affected, ...], tuple[Affected, ...], tuple[Affected, ...]]:
    """Who gains most, who loses most, and of those who lose everybody of AGED or older."""
    changed = sorted((one.difference, str(key), key) for key, one in accounts.items() if one.difference)
    down = [key for difference, _text, key in changed if difference < 0]
    up = [key for difference, _text, key in reversed(changed) if difference > 0]
    persons = Person.objects.in_bulk({*down, *up[:MOST]})
    told = {key: _affected_one(persons[key], accounts[key], on) for key in (*down, *up[:MOST])}
    aged = tuple(told[key] for key in down if (told[key].years or 0) >= AGED)
    return tuple(told[key] for key in up[:MOST]), tuple(told[key] for key in down[:MOST]), aged


def _affected_one(person: Person, account: Account, on: date) -> Affected:
    return Affected(
        person_id=person.id,
        name=person.name,
        years=person.age_on(on),
        village_code=person.home_id,
        before=account.before,
        after=account.after,
        services=dict(account.services.most_common()),
    )


def last_year(on: datetime) -> tuple[date, date]:
    """The twelve months up to yesterday, as a replay takes them when nobody says otherwise."""
    until = timezone.localdate(on) - timedelta(days=1)
    return until - timedelta(days=364), until
