"""What a township looks at to see whether visits were made: signs, and whom to ring about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.people.models import Person
from accounts.policies.queries import rulebook
from accounts.policies.visit_rules import (
    SIGN_ALIKE,
    SIGN_BACKFILLED,
    SIGN_BURST,
    SIGN_ROUND_TIMES,
    SIGN_SIGNERS,
    SIGN_SPEED,
)
from services.visits.enums import Outcome
from services.visits.models import SampleCheck, Visit, VisitPhoto
from services.visits.patterns import Limits, Made, Sign, sample, signs
from services.visits.queries.arrears import inside

LOOKED_AT_DAYS = 30
MOST = 5000
EACH = 2  # visits to ring about, of every village and of every sign


@dataclass(frozen=True)
class Checking:
    """``signs`` with who it is about; ``sample`` the visits to ring about, with what was answered already."""

    since: date
    signs: list[tuple[Sign, Person | None]]
    sample: list[tuple[Visit, list[Sign]]]
    looked_at: int


def checking(codes: Iterable[str], *, at: datetime) -> Checking:
    """The last days of these region subtrees. A handful of queries; at most ``MOST`` visits are looked at."""
    codes = list(codes)
    since = at - timedelta(days=LOOKED_AT_DAYS)
    repeats = VisitPhoto.objects.filter(visit=OuterRef("id"), photograph__same_as__isnull=False)
    rows = Visit.objects.filter(inside(codes, "region_code"), happened_at__gte=since).annotate(repeats=Exists(repeats))
    visits = list(rows.select_related("by", "elder__person__home").order_by("-happened_at", "-id")[:MOST])
    points = _points_of_pictures(visits)
    found = signs([_made(one, points) for one in visits], _limits(codes, timezone.localdate(at)))
    people = Person.objects.in_bulk({one.by for one in found})
    return Checking(
        since=timezone.localdate(since),
        signs=[(one, people.get(one.by)) for one in found],
        sample=_sampled(visits, found, at),
        looked_at=len(visits),
    )


def _limits(codes: Iterable[str], on: date) -> Limits:
    """As the rules of the widest of these places have it."""
    book = rulebook(region_code=min(codes, key=len, default=""), on=on)
    return Limits(
        burst=book[SIGN_BURST].value,
        backfilled=book[SIGN_BACKFILLED].value,
        alike=book[SIGN_ALIKE].value,
        round_times=book[SIGN_ROUND_TIMES].value,
        signers=book[SIGN_SIGNERS].value,
        speed=book[SIGN_SPEED].value,
    )


def _points_of_pictures(visits: Iterable[Visit]) -> dict[UUID, tuple[float, float]]:
    """Visit id → where the camera of its first picture that says so was. One query, few rows: most say nothing."""
    rows = VisitPhoto.objects.filter(visit__in=[one.id for one in visits], photograph__point__isnull=False)
    found: dict[UUID, tuple[float, float]] = {}
    for photo in rows.select_related("photograph").order_by("id"):
        if photo.photograph.point:
            found.setdefault(photo.visit_id, (photo.photograph.point[0], photo.photograph.point[1]))
    return found


def _made(one: Any, points: Mapping[UUID, tuple[float, float]]) -> Made:
    point = (one.latitude, one.longitude) if one.latitude is not None else points.get(one.id)
    return Made(
        id=one.id,
        by=one.visitor_id or one.by.person_id or one.by_id,
        elder=one.elder_id,
        mode=one.mode,
        met=one.outcome == Outcome.VISITED,
        happened_at=timezone.localtime(one.happened_at),
        recorded_at=one.recorded_at,
        point=point,
        device=one.device,
        said=f"{one.answers}{one.words}" if one.words else "",
        repeats_photo=one.repeats,
        on_paper=one.on_paper,
    )


def _sampled(visits: Sequence[Visit], found: list[Sign], at: datetime) -> list[tuple[Visit, list[Sign]]]:
    """Some of every sign, some of every village; another draw each week, and nobody chooses."""
    by_id = {one.id: one for one in visits if one.met}
    strata: list[tuple[str, list[UUID]]] = [
        (f"{sign.pattern}:{sign.by}", [key for key in sign.visits if key in by_id]) for sign in found
    ]
    villages: defaultdict[str, list[UUID]] = defaultdict(list)
    for one in by_id.values():
        villages[one.region_code].append(one.id)
    strata += sorted(villages.items())
    year, week, _day = timezone.localtime(at).isocalendar()
    drawn = sample(strata, each=EACH, seed=f"{year}-{week}")
    return [(by_id[key], [sign for sign in found if key in sign.visits]) for key in drawn]


def checks_of(visits: Iterable[Visit]) -> dict[UUID, SampleCheck]:
    """Visit id → what was answered. One query."""
    rows = SampleCheck.objects.filter(visit__in=list(visits)).select_related("by__person")
    return {one.visit_id: one for one in rows}
