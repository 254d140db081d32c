"""Draw the list from the record: who could be honoured, ranked with reasons, and who is left out and why."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.policies.honour_rules import LASTING_MONTHS, LEAST_HOURS, LEAST_VISITS, MOST_NO_SHOWS
from accounts.policies.queries import Rulebook, rulebook
from services.honours.actions.keeping import CollectingIsOver, tell_round
from services.honours.enums import Excluded, Kind, RoundState
from services.honours.models import Drawn, HonourRound
from services.honours.queries.carers import FILIAL_LOOKS, Carer, carers_of
from services.honours.queries.families import families_of
from services.honours.queries.rounds import days_of, lock_round
from services.honours.scoring import points_of

EACH = 40  # of a township and a kind: more than anybody reads, fewer than a phone can show
TOWNSHIP = 9
HOUR = 60


def draw_candidates(*, by: Any, at: datetime, round_id: UUID) -> HonourRound:
    """Draw both lists anew, from the years of the round up to today; nobody is nominated by it.

    Of 5,000 volunteers it takes seconds, of 50,000 families about a minute. Raises NotAllowed, NotFound,
    CollectingIsOver.
    """
    with transaction.atomic():
        found = lock_round(round_id, by=by, permission=Permission.HONOUR_HOLD)
        if found.state != RoundState.COLLECTING:
            raise CollectingIsOver(day=found.collect_until.isoformat())
        today = timezone.localdate(at)
        book = rulebook(region_code=found.county_id, on=today)
        Drawn.objects.filter(round=found).delete()
        counts = {}
        if found.carers:
            rows, considered = _carers(found, book, at)
            counts[Kind.CARER.value] = _keep(rows, considered)
        if found.families:
            rows, considered = _families(found, book, at)
            counts[Kind.FAMILY.value] = _keep(rows, considered)
        found.drawn_at, found.drawing_since, found.counts = at, None, counts
        found.save(update_fields=["drawn_at", "drawing_since", "counts"])
        tell_round(found, "drawn", by=by, at=at)
    return found


def _carers(found: HonourRound, book: Rulebook, at: datetime) -> tuple[list[Drawn], int]:
    since, until = days_of(found, today=timezone.localdate(at))
    lasting = int(book[LASTING_MONTHS].value)
    least, most = int(book[LEAST_HOURS].value) * HOUR, int(book[MOST_NO_SHOWS].value)
    rows, considered = [], 0
    for one in carers_of(found.county_id, since=since, until=until, lasting=lasting):
        considered += 1
        if one.minutes < max(least, 1) and not (one.filial and one.facts["visits"] >= FILIAL_LOOKS):
            continue
        rows.append(
            Drawn(
                round=found,
                kind=Kind.CARER,
                person_id=one.person_id,
                region_code=one.region_code,
                facts=one.facts,
                points=points_of(Kind.CARER, one.facts),
                excluded=_left_out(one, most),
            )
        )
    return rows, considered


def _left_out(one: Carer, most_no_shows: int) -> str:
    if one.upheld:
        return Excluded.UPHELD
    if one.facts["missed"] > most_no_shows:
        return Excluded.NO_SHOWS
    return "" if one.verified else Excluded.NOT_VERIFIED


def _families(found: HonourRound, book: Rulebook, at: datetime) -> tuple[list[Drawn], int]:
    since, until = days_of(found, today=timezone.localdate(at))
    fewest = int(book[LEAST_VISITS].value)
    families, considered = families_of(found.county_id, since=since, until=until, fewest=fewest)
    rows = [
        Drawn(
            round=found,
            kind=Kind.FAMILY,
            elder_id=one.elder_id,
            supporter_id=one.supporter_id,
            region_code=one.region_code,
            facts=one.facts,
            points=points_of(Kind.FAMILY, one.facts),
            excluded=one.excluded,
        )
        for one in families
    ]
    return rows, considered


def _keep(rows: list[Drawn], considered: int) -> dict[str, int]:
    """Places in the county, the best of each township written down; of those left out as many."""
    rows.sort(key=lambda one: (-one.points, str(one.person_id or one.elder_id)))
    place = 0
    for one in rows:
        if not one.excluded:
            place += 1
            one.place = place
    kept = [*_best(one for one in rows if not one.excluded), *_best(one for one in rows if one.excluded)]
    Drawn.objects.bulk_create(kept, batch_size=2000)
    excluded = len(rows) - place
    return {"considered": considered, "below": considered - len(rows), "excluded": excluded, "listed": place}


def _best(rows: Iterable[Drawn]) -> list[Drawn]:
    """The first of each township, in the order given."""
    seen: Counter[str] = Counter()
    kept = []
    for one in rows:
        township = one.region_code[:TOWNSHIP]
        seen[township] += 1
        if seen[township] <= EACH:
            kept.append(one)
    return kept
