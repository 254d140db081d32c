"""Orders as an organisation looks at them: whom it sends, who has been there before, what a paper will block."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import CareNote
from accounts.organisations.models import Member
from accounts.refusals import NotFound, Refusal
from services.orders.enums import SEATED, AssignmentStatus
from services.orders.models import Assignment, Order
from services.orders.queries.rows import with_everything

DONE = (AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED)
BUSY = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN, *DONE)
AT_WORK = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)
UNFINISHED = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN, AssignmentStatus.CHECKED_OUT)


class StillExpected(Refusal):
    code = "still_expected"
    sentence = _("Elders still expect them, %(number)s times. Name somebody else for these first.")


def last_visits(elder_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Person id → when they last checked in at this elder's, of those who ever did."""
    seats = Assignment.objects.filter(order__elder=elder_id, person__in=list(person_ids), status__in=DONE)
    return dict(seats.values_list("person_id").annotate(last=Max("checked_in_at")).order_by("person_id"))


def seats_of_persons(person_ids: Iterable[UUID], since: datetime, until: datetime) -> dict[UUID, int]:
    """Person id → how many seats they hold or held that start in [since, until), whoever gave them."""
    seats = Assignment.objects.filter(
        person__in=list(person_ids), status__in=BUSY, order__starts_at__gte=since, order__starts_at__lt=until
    )
    return dict(seats.values_list("person_id").annotate(Count("id")).order_by("person_id"))


def blocked_by_expiry(expiries: dict[UUID, dict[str, date]], *, at: datetime) -> Counter[tuple[UUID, str]]:
    """(person, kind of paper) → seats they hold that start after the paper will have run out. One query."""
    seats = (
        Assignment.objects.filter(person__in=list(expiries), status=AssignmentStatus.CLAIMED, order__starts_at__gt=at)
        .exclude(order__credential_wanted="")
        .values_list("person_id", "order__credential_wanted", "order__starts_at")
    )
    blocked: Counter[tuple[UUID, str]] = Counter()
    for person_id, kind, starts_at in seats:
        assert person_id is not None
        until = expiries[person_id].get(kind)
        if until is not None and until < timezone.localdate(starts_at):
            blocked[person_id, kind] += 1
    return blocked


def services_of_member(
    organisation_id: UUID, person_id: UUID, since: datetime, until: datetime
) -> QuerySet[Assignment]:
    """The finished seats behind a line of ``hours_by_member``, earliest first."""
    return (
        Assignment.objects.filter(
            organisation=organisation_id,
            person=person_id,
            status__in=DONE,
            checked_in_at__gte=since,
            checked_in_at__lt=until,
        )
        .select_related("order__elder__person__home", "order__category")
        .prefetch_related("order__lines__version")
        .order_by("checked_in_at")
    )


def taken_on(organisation_id: UUID, day: date) -> int:
    """How many seats the organisation holds or held that start on the day."""
    seats = Assignment.objects.filter(organisation=organisation_id, status__in=BUSY, order__starts_at__date=day)
    return seats.count()


def refuse_while_sent(*, member: Member, at: datetime) -> None:
    """Raises StillExpected while the member is named for a seat that is not served yet."""
    held = Assignment.objects.filter(
        organisation=member.organisation_id, person=member.person_id, status__in=AT_WORK, order__ends_at__gt=at
    )
    number = held.count()
    if number:
        raise StillExpected(number=number)


def unfinished_work(organisation_id: UUID) -> QuerySet[Assignment]:
    """Seats the organisation holds that are not confirmed yet, the earliest first: they keep it open."""
    return (
        Assignment.objects.filter(organisation=organisation_id, status__in=UNFINISHED)
        .select_related("order__elder__person", "order__category")
        .prefetch_related("order__lines__version")
        .order_by("order__starts_at", "id")
    )


def totals(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """The sums of the lines of ``hours_by_member``."""
    found = Counter[str]()
    for row in rows:
        found.update({key: row[key] for key in ("services", "worked", "credited")})
    return {key: found[key] for key in ("services", "worked", "credited")}


def held_order(order_id: UUID, organisation_ids: Collection[UUID], *, even_gone: bool = False) -> Order:
    """Fetch an order in which one of the organisations holds a seat (or held one), proofs with it; else NotFound."""
    order = with_everything(Order.objects.filter(id=order_id)).prefetch_related("assignments__evidence").first()
    seats = order.assignments.all() if order is not None else []
    if order is None or not any(
        seat.organisation_id in organisation_ids and (even_gone or seat.status in SEATED) for seat in seats
    ):
        raise NotFound
    return order


def faces_known(elder_ids: Iterable[UUID], person_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, datetime]]:
    """Elder → person → when they last checked in there, of those who ever did. One query."""
    seats = Assignment.objects.filter(order__elder__in=list(elder_ids), person__in=list(person_ids), status__in=DONE)
    rows = seats.values_list("order__elder_id", "person_id").annotate(last=Max("checked_in_at"))
    found: dict[UUID, dict[UUID, datetime]] = {}
    for elder_id, person_id, last in rows.order_by("order__elder_id"):
        found.setdefault(elder_id, {})[person_id] = last
    return found


def care_notes_of(elder_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Elder → what is good to know at their door, the oldest first. One query."""
    found: dict[UUID, list[str]] = {}
    for note in CareNote.objects.filter(elder__in=list(elder_ids)).order_by("written_at"):
        found.setdefault(note.elder_id, []).append(note.text)
    return found


def organisations_in(order_id: UUID) -> set[UUID]:
    """Organisations that hold, or held, a seat of the order."""
    seats = Assignment.objects.filter(order=order_id, organisation__isnull=False)
    return {key for key in seats.values_list("organisation_id", flat=True) if key is not None}
