"""Who may say when a service began and ended, and whose word for it is weak."""

from typing import Any

from django.db.models import Q

from accounts.access.enums import DOOR_CARD, Permission
from accounts.access.models import Reveal
from accounts.access.queries import may
from services.orders.models import Assignment, Order


def may_keep_time(by: Any, assignment: Assignment, order: Order, *, on_paper: bool) -> bool:
    """Who holds the seat; from a timesheet also those who order for anybody where the elder lives."""
    if by.person_id is not None and assignment.person_id == by.person_id:
        return True
    return on_paper and may(by, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)


def knows_the_door(by: Any, assignment: Assignment, order: Order) -> bool:
    """True when who serves, or who types it in, printed this elder's card for the village: it proves nothing."""
    printed = Reveal.objects.filter(person=order.elder.person_id, purpose=DOOR_CARD)
    return printed.filter(Q(by=by) | Q(by__person=assignment.person_id)).exists()
