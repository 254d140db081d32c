"""The rows behind a reason: what was counted, line by line, from the tables where it happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.policies.honour_rules import LASTING_MONTHS
from accounts.policies.queries import applied
from services.honours.enums import Reason
from services.honours.models import Drawn
from services.honours.queries.carers import period
from services.honours.queries.families import NEWEST, PLACE
from services.honours.queries.rounds import days_of
from services.orders.models import NoShow, ServiceRecord
from services.visits.enums import Given, Kept, Outcome
from services.visits.models import SupporterNote, Urging, Visit

MOST = 200  # rows that a page shows; the count stands beside them


@dataclass(frozen=True)
class Source:
    """One row: the day, whose name it is about (to be masked), words or a number, and where the row itself is.

    ``at`` is (URL name, key), empty when there is no page of its own.
    """

    on: date | None
    name: str = ""
    words: Any = ""
    number: int | None = None
    at: tuple[str, UUID] | None = None


def sources_of(drawn: Drawn, reason: str) -> list[Source]:
    """The rows of a reason, the newest first, at most ``MOST``. Empty for a reason of the other kind."""
    asked = drawn.round.drawn_at
    since, until = days_of(drawn.round, today=timezone.localdate(asked))
    read = BEHIND.get(reason)
    if read is None or (reason in OF_FAMILIES) != (drawn.elder_id is not None):
        return []
    return read(drawn, since, until)


def _records(drawn: Drawn, since: date, until: date) -> QuerySet[ServiceRecord]:
    rows = ServiceRecord.objects.filter(
        person=drawn.person_id,
        served_on__range=(since, until),
        minutes__gt=0,
        superseded_by=None,
        assignment__order__status="CONFIRMED",
    ).exclude(assignment__order__contest__status="RETURNED")
    return rows.select_related("assignment__order__elder__person").order_by("-served_on", "-id")


def _served(drawn: Drawn, since: date, until: date) -> list[Source]:
    return [_of_record(row, row.minutes) for row in _records(drawn, since, until)[:MOST]]


def _rated(drawn: Drawn, since: date, until: date) -> list[Source]:
    rows = _records(drawn, since, until).filter(rating__isnull=False)
    return [_of_record(row, row.rating) for row in rows[:MOST]]


def _of_record(row: ServiceRecord, number: int | None) -> Source:
    order = row.assignment.order
    return Source(row.served_on, order.elder.person.name, row.label, number, ("territory:order", order.id))


def _elders(drawn: Drawn, since: date, until: date, fewest: int = 1) -> list[Source]:
    grouped = (
        _records(drawn, since, until)
        .order_by()
        .annotate(elder=F("assignment__order__elder"), name=F("assignment__order__elder__person__name"))
        .values("elder", "name")
        .annotate(months=Count(TruncMonth("served_on"), distinct=True), last=Max("served_on"))
        .filter(months__gte=fewest)
        .order_by("-months", "elder")
    )
    return [
        Source(row["last"], row["name"], "", row["months"], ("territory:elder", row["elder"])) for row in grouped[:MOST]
    ]


def _pairs(drawn: Drawn, since: date, until: date) -> list[Source]:
    lasting = applied(LASTING_MONTHS, region_code=drawn.round.county_id, on=until).value
    return _elders(drawn, since, until, int(lasting))


def _looked(drawn: Drawn, since: date, until: date) -> list[Source]:
    span = period(since, until)
    seen = Visit.objects.filter(
        region_code__startswith=drawn.round.county_id,
        outcome=Outcome.VISITED,
        happened_at__gte=span["from_at"],
        happened_at__lt=span["to_at"],
    )
    own = seen.filter(visitor=drawn.person_id) | seen.filter(visitor=None, by__person=drawn.person_id)
    rows = own.select_related("elder__person").order_by("-happened_at")[:MOST]
    return [
        Source(
            timezone.localdate(row.happened_at),
            row.elder.person.name,
            row.get_mode_display(),
            None,
            ("visits:history", row.elder_id),
        )
        for row in rows
    ]


def _missed(drawn: Drawn, since: date, until: date) -> list[Source]:
    span = period(since, until)
    rows = NoShow.objects.filter(
        assignment__person=drawn.person_id, struck_at=None, said_at__gte=span["from_at"], said_at__lt=span["to_at"]
    ).select_related("elder__person", "assignment")
    return [
        Source(
            timezone.localdate(row.said_at),
            row.elder.person.name,
            row.get_knowing_display(),
            None,
            ("territory:order", row.assignment.order_id),
        )
        for row in rows.order_by("-said_at")[:MOST]
    ]


def _notes(drawn: Drawn, since: date, until: date) -> list[SupporterNote]:
    """The newest of each supporter, as many as were counted."""
    span = period(since, until)
    rows = SupporterNote.objects.filter(
        elder=drawn.elder_id,
        supporter__ended_on=None,
        visit__outcome=Outcome.VISITED,
        visit__happened_at__gte=span["from_at"],
        visit__happened_at__lt=span["to_at"],
    ).select_related("supporter", "visit")
    turns: dict[UUID, int] = {}
    kept = []
    for row in rows.order_by("-visit__happened_at"):
        turns[row.supporter_id] = turns.get(row.supporter_id, 0) + 1
        if turns[row.supporter_id] <= NEWEST:
            kept.append(row)
    return kept


def _duty(duty: str) -> Callable[[Drawn, date, date], list[Source]]:
    def read(drawn: Drawn, since: date, until: date) -> list[Source]:
        found = []
        for row in _notes(drawn, since, until):
            given = (row.given or {}).get(duty)
            if given in PLACE:
                day, at = timezone.localdate(row.visit.happened_at), ("visits:history", row.elder_id)
                found.append(Source(day, row.supporter.name, Given(given).label, None, at))
        return found

    return read


def _contact(drawn: Drawn, since: date, until: date) -> list[Source]:
    return [
        Source(
            timezone.localdate(row.visit.happened_at),
            row.supporter.name,
            row.last_contact_on or "–",
            None,
            ("visits:history", row.elder_id),
        )
        for row in _notes(drawn, since, until)
    ]


def _urgings(drawn: Drawn, since: date, until: date) -> list[Source]:
    span = period(since, until)
    rows = Urging.objects.filter(elder=drawn.elder_id, opened_at__gte=span["from_at"], opened_at__lt=span["to_at"])
    return [
        Source(
            timezone.localdate(row.opened_at),
            row.supporter.name,
            row.get_state_display(),
            None,
            ("visits:urging", row.id),
        )
        for row in rows.select_related("supporter").order_by("-opened_at")[:MOST]
    ]


def _kept(drawn: Drawn, since: date, until: date) -> list[Source]:
    span = period(since, until)
    rows = Visit.objects.filter(
        elder=drawn.elder_id,
        outcome=Outcome.VISITED,
        happened_at__gte=span["from_at"],
        happened_at__lt=span["to_at"],
    ).order_by("-happened_at")
    found = []
    for row in rows[:MOST]:
        care = (row.answers or {}).get("care")
        if care in Kept.values:
            day = timezone.localdate(row.happened_at)
            found.append(Source(day, "", Kept(care).label, None, ("visits:history", row.elder_id)))
    return found


BEHIND: dict[str, Callable[[Drawn, date, date], list[Source]]] = {
    Reason.HOURS: _served,
    Reason.MONTHS: _served,
    Reason.ELDERS: _elders,
    Reason.PAIRS: _pairs,
    Reason.VISITS: _looked,
    Reason.RATING: _rated,
    Reason.MISSED: _missed,
    Reason.MONEY: _duty("money"),
    Reason.CARE: _duty("care"),
    Reason.COMFORT: _duty("comfort"),
    Reason.CONTACT: _contact,
    Reason.URGINGS: _urgings,
    Reason.AGREEMENT: _kept,
}
OF_FAMILIES = (Reason.MONEY, Reason.CARE, Reason.COMFORT, Reason.CONTACT, Reason.URGINGS, Reason.AGREEMENT)
