"""A member will be away, and somebody else is to go where they were named."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.enter_leave import enter_leave
from accounts.organisations.models import Leave, Member
from accounts.people.models import Person
from services.houses.queries.absences import seats_hit
from services.orders.actions.relieve_member import relieve_member


def enter_absence(
    *, by: Any, at: datetime, member_id: UUID, first_on: date, last_on: date, kind: str, free: bool = False
) -> tuple[Leave, list[UUID]]:
    """Write the days down; with ``free`` take the name off every seat of these days, so that the dispatch board asks
    for somebody else. The leave and the seats that were freed.

    The member alone may write the days down; freeing is for whoever dispatches. Raises as ``enter_leave`` and
    ``relieve_member`` do.
    """
    with transaction.atomic():
        if free:
            member = Member.objects.filter(id=member_id).first()
            where = {"organisation_id": member.organisation_id} if member is not None else {}
            demand(by, Permission.ORDER_DISPATCH, **where)
            if member is not None:
                list(Person.objects.select_for_update(no_key=True).filter(id=member.person_id))
        leave = enter_leave(by=by, at=at, member_id=member_id, first_on=first_on, last_on=last_on, kind=kind)
        freed = sorted(seats_hit(leave.member, first_on, last_on), key=lambda seat: seat.order_id) if free else []
        for seat in freed:
            relieve_member(by=by, at=at, assignment_id=seat.id)
    return leave, [seat.id for seat in freed]
