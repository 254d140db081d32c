"""Timesheets that were printed, and what is there already of what stands on them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import territories
from accounts.refusals import NotFound
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Timesheet
from services.orders.queries.figures import my_assignments

MOST = 24  # two pages


@dataclass(frozen=True)
class SheetSeat:
    """A service of the sheet; ``open``: the paper still has something to say about it."""

    seat: Assignment
    open: bool


def coming_seats(person_id: UUID) -> QuerySet[Assignment]:
    """What a person has promised or is at, the next first."""
    wanted = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)
    return my_assignments(person_id).filter(status__in=wanted)[:MOST]


def timesheet_for(user: Any, sheet_id: UUID) -> tuple[Timesheet, list[SheetSeat]]:
    """The sheet with its services: all to whose it is, else those where the user orders for anybody.

    Raises NotFound when there is none of either.
    """
    sheet = Timesheet.objects.select_related("person").filter(id=sheet_id).first()
    if sheet is None:
        raise NotFound
    seats = my_assignments(sheet.person_id).filter(id__in=sheet.seats)
    own = is_own(sheet, user)
    if not own:
        inside = Q(pk__in=[])
        for code in territories(user, Permission.ORDER_FOR_ANYONE):
            inside |= Q(order__village_code__startswith=code)
        seats = seats.filter(inside)
    rows = [SheetSeat(seat, _is_open(seat)) for seat in seats]
    if not rows and not own:
        raise NotFound
    return sheet, rows


def is_own(sheet: Timesheet, user: Any) -> bool:
    """Was it printed for the reader's own services?"""
    return user.person_id is not None and sheet.person_id == user.person_id


def _is_open(seat: Assignment) -> bool:
    guessed = seat.left_by_house and seat.order.status == OrderStatus.SERVED
    return seat.status in (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN) or guessed
