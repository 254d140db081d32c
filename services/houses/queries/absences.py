"""Whom it concerns when a member is away."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.models import Member
from accounts.refusals import NotFound
from services.houses.queries.hours import midnight
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment


def seats_hit(member: Member, first_on: date, last_on: date) -> list[Assignment]:
    """Seats of the organisation for which the member is named and that begin on these days (both included), the
    earliest first; those that were begun already are past helping.
    """
    if first_on > last_on:
        return []
    rows = Assignment.objects.filter(
        organisation=member.organisation_id,
        person=member.person_id,
        status=AssignmentStatus.CLAIMED,
        order__starts_at__gte=midnight(first_on),
        order__starts_at__lt=midnight(last_on + timedelta(days=1)),
    )
    return list(
        rows.select_related("order__elder__person__home", "order__category")
        .prefetch_related("order__lines__version")
        .order_by("order__starts_at", "id")
    )


def member_for(user: Any, member_id: UUID) -> Member:
    """A membership that is one's own, or of an organisation one dispatches for. Raises NotAllowed, NotFound."""
    member = Member.objects.select_related("person", "organisation").filter(id=member_id).first()
    own = member is not None and user.person_id is not None and member.person_id == user.person_id
    if not own:
        demand(user, Permission.ORDER_DISPATCH)
    if member is None:
        raise NotFound
    if not own:
        demand(user, Permission.ORDER_DISPATCH, organisation_id=member.organisation_id)
    return member
