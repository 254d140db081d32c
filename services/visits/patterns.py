"""Signs of visits written down and not made (关爱服务流于形式): pure. Nobody is judged here; somebody rings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from services.visits.enums import Mode, Pattern

EARTH_KM = 6371.0
NEAR_KM = 2.0  # below it a bad fix explains everything
SPAN = timedelta(minutes=10)
LATE = timedelta(hours=12)  # written down so much later is filled in afterwards
ENTERED_WITHIN = timedelta(hours=1)
ROUND_MINUTES = (0, 15, 30, 45)


@dataclass(frozen=True)
class Made:
    """A visit as far as the signs ask. ``by`` is who was there. ``said``: answers and words, comparable."""

    id: UUID
    by: UUID
    elder: UUID
    mode: str
    met: bool
    happened_at: datetime
    recorded_at: datetime
    point: tuple[float, float] | None = None
    device: str = ""
    said: str = ""
    repeats_photo: bool = False
    on_paper: bool = False


@dataclass(frozen=True)
class Limits:
    """From how many on something is a sign; policy."""

    burst: int = 5
    backfilled: int = 8
    alike: int = 8
    round_times: int = 10
    signers: int = 3
    speed: int = 80  # km/h


@dataclass(frozen=True)
class Sign:
    """What was noticed of one visitor, with the visits that show it. ``number`` is how many, or km/h."""

    pattern: Pattern
    by: UUID
    visits: tuple[UUID, ...]
    number: int


def signs(visits: Iterable[Made], limits: Limits = Limits()) -> list[Sign]:
    """Every sign, visitor by visitor, the one with most visits first."""
    visits = sorted(visits, key=lambda one: (one.happened_at, one.id))
    by_person: defaultdict[UUID, list[Made]] = defaultdict(list)
    for one in visits:
        by_person[one.by].append(one)
    found: list[Sign] = []
    for who, own in by_person.items():
        found += _burst(who, own, limits)
        found += _travel(who, own, limits)
        found += _backfilled(who, own, limits)
        found += _round_times(who, own, limits)
        found += _alike(who, own, limits)
        photos = tuple(one.id for one in own if one.repeats_photo)
        found += [Sign(Pattern.SAME_PHOTO, who, photos, len(photos))] if photos else []
    found += _one_device(visits, limits)
    return sorted(found, key=lambda one: (-len(one.visits), one.pattern, str(one.by)))


def _burst(who: UUID, own: Sequence[Made], limits: Limits) -> list[Sign]:
    """More doors in ten minutes than anybody can walk to."""
    doors = [one for one in own if one.mode == Mode.HOME and one.met and not one.on_paper]
    worst: Sequence[Made] = ()
    start = 0
    for end, one in enumerate(doors):
        while one.happened_at - doors[start].happened_at > SPAN:
            start += 1
        if end - start + 1 > len(worst):
            worst = doors[start : end + 1]
    if len(worst) < limits.burst:
        return []
    return [Sign(Pattern.BURST, who, tuple(one.id for one in worst), len(worst))]


def _travel(who: UUID, own: Sequence[Made], limits: Limits) -> list[Sign]:
    """From one door to the next faster than any motorcycle here."""
    placed = [one for one in own if one.point is not None and one.mode != Mode.PHONE]
    shown: list[UUID] = []
    fastest = 0.0
    for first, second in pairwise(placed):
        assert first.point is not None
        assert second.point is not None
        km = distance_km(first.point, second.point)
        hours = max((second.happened_at - first.happened_at).total_seconds() / 3600, 1 / 3600)
        if km > NEAR_KM and km / hours > limits.speed:
            shown += [first.id, second.id]
            fastest = max(fastest, km / hours)
    return [Sign(Pattern.TRAVEL, who, tuple(dict.fromkeys(shown)), round(fastest))] if shown else []


def _backfilled(who: UUID, own: Sequence[Made], limits: Limits) -> list[Sign]:
    """Many visits of long ago, typed in within an hour. Sheets of paper are typed in like that, and say so."""
    late = [one for one in own if one.recorded_at - one.happened_at > LATE and not one.on_paper]
    late.sort(key=lambda one: (one.recorded_at, one.id))
    worst: Sequence[Made] = ()
    start = 0
    for end, one in enumerate(late):
        while one.recorded_at - late[start].recorded_at > ENTERED_WITHIN:
            start += 1
        if end - start + 1 > len(worst):
            worst = late[start : end + 1]
    if len(worst) < limits.backfilled:
        return []
    return [Sign(Pattern.BACKFILLED, who, tuple(one.id for one in worst), len(worst))]


def _round_times(who: UUID, own: Sequence[Made], limits: Limits) -> list[Sign]:
    """All on the quarter hour: times that were made up, not looked up."""
    exact = [one for one in own if one.happened_at.minute in ROUND_MINUTES and one.happened_at.second == 0]
    if len(exact) < limits.round_times or len(exact) * 10 < len(own) * 9:
        return []
    return [Sign(Pattern.ROUND_TIMES, who, tuple(one.id for one in exact), len(exact))]


def _alike(who: UUID, own: Sequence[Made], limits: Limits) -> list[Sign]:
    """The same answers in the same words, elder after elder."""
    same: defaultdict[str, list[Made]] = defaultdict(list)
    for one in own:
        if one.met and one.said:
            same[one.said].append(one)
    worst = max(same.values(), key=len, default=[])
    if len(worst) < limits.alike or len({one.elder for one in worst}) < limits.alike // 2:
        return []
    return [Sign(Pattern.ALIKE, who, tuple(one.id for one in worst), len(worst))]


def _one_device(visits: Iterable[Made], limits: Limits) -> list[Sign]:
    """One browser that writes for many people."""
    used: defaultdict[str, list[Made]] = defaultdict(list)
    for one in visits:
        if one.device and not one.on_paper:
            used[one.device].append(one)
    found = []
    for made in used.values():
        people = {one.by for one in made}
        if len(people) >= limits.signers:
            most = max(people, key=lambda who: (sum(one.by == who for one in made), str(who)))
            found.append(Sign(Pattern.ONE_DEVICE, most, tuple(one.id for one in made), len(people)))
    return found


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Along a great circle (haversine); latitude and longitude in degrees."""
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (first, second))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def sample(strata: Iterable[tuple[str, Sequence[UUID]]], *, each: int, seed: str) -> list[UUID]:
    """``each`` visits of every stratum (name, visits), the same for the same seed: nobody can pick whom they ring."""
    found: dict[UUID, None] = {}
    for name, ids in strata:
        left = [one for one in ids if one not in found]
        left.sort(key=lambda one: _mixed(f"{seed}:{name}:{one}"))
        found |= dict.fromkeys(left[:each])
    return list(found)


def _mixed(text: str) -> str:
    return sha256(text.encode()).hexdigest()
