"""Service records: which count, what is late, and the sheet of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.organisations.enums import PAID_KINDS
from accounts.policies.queries import applied
from accounts.policies.rules import RECORD_DEADLINE
from accounts.refusals import NotFound
from accounts.working_days import DAY, due, is_working_day, last_day_due_by
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, CorrectionTicket, Order, PersonalEntry, ServiceRecord
from services.orders.queries.figures import within

SOON = 3  # working days before the last one
UNRECORDED = (OrderStatus.IN_SERVICE, OrderStatus.SERVED, OrderStatus.DISPUTED)
LATE, DUE_SOON, ALL = "late", "soon", ""


def current_records() -> QuerySet[ServiceRecord]:
    """The versions that count: superseded by nothing."""
    return ServiceRecord.objects.filter(superseded_by=None)


def records_of(person_id: UUID) -> QuerySet[ServiceRecord]:
    """A person's records that count, latest service first, with what they say of the person."""
    return (
        current_records()
        .filter(person=person_id)
        .select_related("person_part", "assignment__organisation", "assignment__order")
        .order_by("-served_on", "-id")
    )


def record_to_correct(person_id: UUID | None, assignment_id: UUID) -> ServiceRecord:
    """The record that counts of one of the person's own seats, else NotFound."""
    found = records_of(person_id).filter(assignment=assignment_id).first() if person_id else None
    if found is None:
        raise NotFound
    return found


def versions_of(assignment_id: UUID) -> list[ServiceRecord]:
    """Every version of a seat's record, the first one first."""
    return list(ServiceRecord.objects.filter(assignment=assignment_id).order_by("version"))


def open_tickets(assignment_ids: Sequence[UUID]) -> dict[UUID, CorrectionTicket]:
    """Assignment id → its correction that still waits for somebody. One query."""
    open_ones = CorrectionTicket.objects.filter(assignment__in=assignment_ids, status__in=["REPORTED", "VERIFIED"])
    return {ticket.assignment_id: ticket for ticket in open_ones}


def personal_entries(person_id: UUID) -> QuerySet[PersonalEntry]:
    """A person's trainings and honours, latest first."""
    return PersonalEntry.objects.filter(person=person_id).order_by("-held_on", "-id")


@dataclass(frozen=True)
class Clock:
    """Where the time limit for records stands today, by the rule of a region; days are those of the service."""

    today: date
    working_days: int
    citation: str
    late_until: date  # served on this day or before: the limit has passed
    soon_until: date  # served on this day or before: the limit is near or has passed

    def due(self, served_on: date) -> Any:
        """The last day for the record of a service, `accounts.working_days.Due`."""
        return due(served_on, self.working_days)


def clock(region_code: str, *, today: date) -> Clock:
    """The clock of a region. Served days are compared, so that a list of a whole county needs no arithmetic a row."""
    rule = applied(RECORD_DEADLINE, region_code=region_code, on=today)
    near = today
    for _number in range(SOON):
        near += DAY
        while not is_working_day(near):
            near += DAY
    days = rule.value
    return Clock(today, days, rule.citation, last_day_due_by(today - DAY, days), last_day_due_by(near, days))


@dataclass(frozen=True)
class Counts:
    """How many services wait for their record, how many of them are late or nearly."""

    waiting: int
    late: int
    soon: int


def unrecorded(*, codes: Sequence[str] = (), organisation_id: UUID | None = None) -> QuerySet[Assignment]:
    """Finished seats of volunteers without a record: of a territory, or of an organisation. In no order."""
    seats = Assignment.objects.filter(status=AssignmentStatus.CHECKED_OUT, order__status__in=UNRECORDED)
    seats = seats.exclude(organisation__kind__in=PAID_KINDS)
    if organisation_id is not None:
        return seats.filter(organisation=organisation_id)
    return seats.filter(within(list(codes), "order__village_code"))


def sifted(seats: QuerySet[Assignment], clock: Clock, which: str) -> QuerySet[Assignment]:
    """Those that are late, near the limit but not late, or all."""
    if which == LATE:
        return seats.filter(checked_in_at__lt=_end(clock.late_until))
    if which == DUE_SOON:
        return seats.filter(checked_in_at__gte=_end(clock.late_until), checked_in_at__lt=_end(clock.soon_until))
    return seats


def counted(seats: QuerySet[Assignment], clock: Clock) -> Counts:
    """Three counts of the same seats."""
    return Counts(seats.count(), sifted(seats, clock, LATE).count(), sifted(seats, clock, DUE_SOON).count())


def for_list(seats: QuerySet[Assignment], sort: str) -> QuerySet[Assignment]:
    """Fetch what a list shows; ``sort`` is ``due`` (oldest first), ``-due``, ``person`` or ``place``."""
    orders = {
        "due": ("checked_in_at", "id"),
        "-due": ("-checked_in_at", "-id"),
        "person": ("person__name", "checked_in_at", "id"),
        "place": ("order__village_code", "checked_in_at", "id"),
    }
    return (
        seats.select_related("person", "organisation", "order__elder__person__home", "order__category")
        .prefetch_related("order__lines__version")
        .order_by(*orders.get(sort, orders["due"]))
    )


def to_call(codes: Sequence[str]) -> QuerySet[Order]:
    """Served orders of a territory whose proof is weak, so that somebody should ring; the longest waiting first."""
    return (
        Order.objects.filter(within(list(codes)), status=OrderStatus.SERVED, call_back_at__isnull=False)
        .select_related("elder__person__home", "category")
        .prefetch_related("lines__version", "assignments__person", "assignments__organisation")
        .order_by("call_back_at", "id")
    )


def sheet_rows(
    since: date, until: date, *, codes: Sequence[str] = (), organisation_id: UUID | None = None
) -> QuerySet[ServiceRecord]:
    """Records that count of services in [since, until), of a territory or an organisation, in the order of days."""
    records = current_records().filter(served_on__gte=since, served_on__lt=until)
    if organisation_id is not None:
        records = records.filter(assignment__organisation=organisation_id)
    else:
        records = records.filter(within(list(codes), "assignment__order__village_code"))
    return records.select_related("person_part").order_by("served_on", "id")


def training_minutes(person_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Person id → minutes of training. One query."""
    found: dict[UUID, int] = {}
    for entry in PersonalEntry.objects.filter(Q(person__in=person_ids), minutes__isnull=False):
        found[entry.person_id] = found.get(entry.person_id, 0) + (entry.minutes or 0)
    return found


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day)) + timedelta(days=1)  # noqa: DTZ001
