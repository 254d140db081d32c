"""A disputed order as each side sees it, and as whoever decides does."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, may
from accounts.elders.queries import is_oneself, mandate_of
from accounts.policies.finding_rules import CONTEST_DAYS
from accounts.policies.queries import applied
from accounts.refusals import NotFound
from services.orders.enums import AssignmentStatus, ContestStatus, OrderStatus, Side
from services.orders.models import Assignment, Contest, CorrectionTicket, DisputeStatement, NoShow, Order
from services.orders.queries.figures import within
from services.orders.queries.rows import has_part_in, order_for, with_everything

OPEN_CONTESTS = (ContestStatus.RAISED, ContestStatus.RETURNING)
WORKED = (AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED)


@dataclass(frozen=True)
class Case:
    """An order that somebody objects to, or objected to, as one reader may see it."""

    order: Order
    side: Side
    contest: Contest | None
    statements: list[DisputeStatement]  # one's own side's; everybody's for whoever decides
    seats: list[Assignment]  # with proofs, for the staff
    open: bool
    may_decide: bool
    may_agree: bool


def side_of(user: Any, order: Order) -> Side | None:
    """On which side of this order the user stands; None for neither. Who served stands there before all else."""
    if serves_in(user, order):
        return Side.SERVING
    if is_oneself(user, order.elder) or mandate_of(user, order.elder, on=timezone.localdate()) is not None:
        return Side.ELDER
    here = may(user, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
    return Side.STAFF if here or may(user, Permission.VOLUNTEER_VERIFY, region_code=order.village_code) else None


def serves_in(user: Any, order: Order) -> bool:
    """True when the user did the work, or sent who did."""
    own = Q(person=user.person_id) if user.person_id else Q(pk__in=[])
    sent = Q(organisation__in=managed_organisations(user))
    return Assignment.objects.filter(own | sent, order=order.id, status__in=WORKED).exists()


def contest_of(order: Order) -> Contest | None:
    """The objection to what was booked, if one was raised."""
    return Contest.objects.select_related("raised_by__person", "decided_by__person").filter(order=order.id).first()


def case_for(user: Any, order_id: UUID) -> Case:
    """The dispute, for both sides and the staff; NotFound for everybody else and where nobody objected."""
    order = order_for(user, order_id)
    side, contest = side_of(user, order), contest_of(order)
    said = list(
        DisputeStatement.objects.filter(order=order).select_related("said_by__person", "photograph").order_by("id")
    )
    if side is None or not (said or contest or order.status in (OrderStatus.DISPUTED, OrderStatus.VOIDED)):
        raise NotFound
    decides = side == Side.STAFF and may(user, Permission.VOLUNTEER_VERIFY, region_code=order.village_code)
    decides = decides and not has_part_in(user, order)
    contested = contest is not None and contest.status == ContestStatus.RAISED
    second = contest is not None and contest.status == ContestStatus.RETURNING and contest.decided_by_id != user.id
    seats = Assignment.objects.filter(order=order, status__in=WORKED).select_related("person", "organisation")
    return Case(
        order=order,
        side=side,
        contest=contest,
        statements=said if side == Side.STAFF else [one for one in said if one.side == side],
        seats=list(seats.prefetch_related("evidence").order_by("seat")) if side == Side.STAFF else [],
        open=order.status == OrderStatus.DISPUTED or contested,
        may_decide=decides and (order.status == OrderStatus.DISPUTED or contested),
        may_agree=decides and second,
    )


def has_case(order: Order) -> bool:
    """True when there is something to read about a dispute of this order."""
    looked_into = order.status in (OrderStatus.DISPUTED, OrderStatus.VOIDED)
    return looked_into or DisputeStatement.objects.filter(order=order).exists()


def no_shows_of(order: Order) -> list[NoShow]:
    """Who did not come to this order, who said so, and what they answered; also those that were struck."""
    rows = NoShow.objects.filter(assignment__order=order)
    return list(rows.select_related("assignment__person", "said_by__person", "struck_by__person").order_by("said_at"))


def no_show_of(assignment_id: UUID) -> NoShow | None:
    """What was said of this seat; None when nobody said that they did not come."""
    return NoShow.objects.filter(assignment=assignment_id).first()


def may_contest(user: Any, order: Order) -> bool:
    """True while the elder's side may still object to what was booked, and nobody has."""
    if order.status != OrderStatus.CONFIRMED or order.closed_at is None or side_of(user, order) != Side.ELDER:
        return False
    now = timezone.now()
    days = applied(CONTEST_DAYS, region_code=order.village_code, on=timezone.localdate(now)).value
    return now <= order.closed_at + timedelta(days=days) and not Contest.objects.filter(order=order).exists()


def contests_in(codes: list[str]) -> QuerySet[Contest]:
    """Objections of a territory that somebody has to decide, the oldest first."""
    orders = with_everything(Order.objects.all())
    return (
        Contest.objects.filter(within(codes, "order__village_code"), status__in=OPEN_CONTESTS)
        .prefetch_related(Prefetch("order", orders))
        .order_by("raised_at")
    )


def disputes_in(codes: list[str]) -> QuerySet[Order]:
    """Disputed orders of a territory, the oldest first."""
    return with_everything(Order.objects.filter(within(codes), status=OrderStatus.DISPUTED)).order_by("served_at", "id")


def tickets_of(contest: Contest) -> QuerySet[CorrectionTicket]:
    """The corrections by which the minutes go back."""
    return CorrectionTicket.objects.filter(
        assignment__order=contest.order_id, reported_by=contest.raised_by_id, reported_at=contest.raised_at
    )
