"""The hours of an organisation as it looks at them before it stands by them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Sum
from django.utils import timezone

from accounts.organisations.models import Organisation
from accounts.policies.house_rules import HOURS_OVER
from accounts.policies.queries import rulebook
from services.houses.enums import HoursStatus, Remark
from services.houses.models import HoursReview
from services.houses.remarks import planned_minutes, remarks_on, stands
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment

DONE = (AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED)


@dataclass(frozen=True)
class Hours:
    """One finished service with what the organisation says of it."""

    seat: Assignment
    review: HoursReview | None
    remarks: list[Remark]

    @property
    def planned(self) -> int:
        return planned_minutes(self.seat)

    @property
    def worked(self) -> int:
        return self.seat.minutes_worked or 0

    @property
    def approved(self) -> bool:
        return stands(self.seat, self.review)

    @property
    def queried(self) -> bool:
        return self.review is not None and self.review.status == HoursStatus.QUERIED

    @property
    def plain(self) -> bool:
        """Waits, and nothing is remarkable."""
        return not self.approved and not self.queried and not self.remarks


def midnight(day: date) -> datetime:
    """The moment a day begins in China."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def hours_to_approve(
    organisation: Organisation, first_on: date, last_on: date, *, reader: UUID | None = None
) -> list[Hours]:
    """Every finished service that began on these days (both included), by person and time. Four queries."""
    seats = (
        Assignment.objects.filter(
            organisation=organisation,
            status__in=DONE,
            checked_in_at__gte=midnight(first_on),
            checked_in_at__lt=midnight(last_on + timedelta(days=1)),
        )
        .select_related("person", "order__elder__person__home", "order__category", "hours_review")
        .prefetch_related("order__lines__version")
        .order_by("person__name", "person_id", "checked_in_at")
    )
    over = rulebook(region_code=str(organisation.region_id), on=last_on)[HOURS_OVER].value
    found = []
    for seat in seats:
        review = getattr(seat, "hours_review", None)
        found.append(Hours(seat, review, remarks_on(seat, review, over_percent=over, reader=reader)))
    return found


def approved_seats(seat_ids: Collection[UUID]) -> set[UUID]:
    """Which of these services have hours that the organisation stands by as they are now. One query."""
    rows = HoursReview.objects.filter(assignment__in=list(seat_ids), status=HoursStatus.APPROVED)
    return {
        key
        for key, seen, worked in rows.values_list("assignment", "minutes", "assignment__minutes_worked")
        if seen == (worked or 0)
    }


def approved_orders(organisation_id: UUID, order_ids: Collection[UUID]) -> set[UUID]:
    """Orders of which every finished service of the organisation has approved hours. Two queries."""
    rows = Assignment.objects.filter(organisation=organisation_id, order__in=list(order_ids), status__in=DONE)
    seats = list(rows.values_list("id", "order_id"))
    approved = approved_seats([key for key, _order in seats])
    open_ones = {order for key, order in seats if key not in approved}
    return {order for _key, order in seats} - open_ones


def approved_share(organisation_id: UUID, since: datetime, until: datetime) -> tuple[int, int]:
    """How many finished services that began in [since, until) have approved hours, and of how many. Two queries."""
    rows = Assignment.objects.filter(
        organisation=organisation_id, status__in=DONE, checked_in_at__gte=since, checked_in_at__lt=until
    )
    keys = list(rows.values_list("id", flat=True))
    return len(approved_seats(keys)), len(keys)


def approved_by_person(organisation_id: UUID, since: datetime, until: datetime) -> dict[UUID, int]:
    """Person → minutes of finished services that began in [since, until) and have approved hours. One query."""
    rows = HoursReview.objects.filter(
        organisation=organisation_id,
        status=HoursStatus.APPROVED,
        assignment__checked_in_at__gte=since,
        assignment__checked_in_at__lt=until,
        minutes=F("assignment__minutes_worked"),
    )
    return dict(rows.values_list("assignment__person").annotate(Sum("minutes")).order_by("assignment__person"))


def own_queries(person_id: UUID) -> list[HoursReview]:
    """What organisations ask somebody about their hours, the newest first."""
    rows = HoursReview.objects.filter(assignment__person=person_id, status=HoursStatus.QUERIED)
    return list(
        rows.select_related("organisation", "assignment__order__category")
        .prefetch_related("assignment__order__lines__version")
        .order_by("-at")
    )
