"""Who may say when a service began and ended."""

from typing import Any

from accounts.access.enums import Permission
from accounts.access.queries import may
from services.orders.models import Assignment, Order


def may_keep_time(by: Any, assignment: Assignment, order: Order, *, on_paper: bool) -> bool:
    """Who holds the seat; from a timesheet also those who order for anybody where the elder lives."""
    if by.person_id is not None and assignment.person_id == by.person_id:
        return True
    return on_paper and may(by, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
