"""Nobody answered in time: the seat goes to the next one, or back to the board."""

from datetime import datetime

from django.db import transaction

from services.orders.actions.decline_offer import end_offer
from services.orders.actions.lock import lock_assignment
from services.orders.enums import AssignmentStatus, LineStatus
from services.orders.lifecycle import LINE_MOVES
from services.orders.models import Assignment, LinePlace


def end_offers(*, at: datetime, limit: int = 500) -> int:
    """End offers whose time is over, each in its own transaction; return how many. Safe to run twice at once.

    Places in lines of orders that have begun end with them.
    """
    due = Assignment.objects.filter(status=AssignmentStatus.OFFERED, offered_until__lte=at).order_by("offered_until")
    ended = 0
    for assignment_id in due.values_list("id", flat=True)[:limit]:
        with transaction.atomic():
            assignment, order = lock_assignment(assignment_id)
            until = assignment.offered_until
            if assignment.status == AssignmentStatus.OFFERED and until is not None and until <= at:
                end_offer(assignment, order, by=None, at=at)
                ended += 1
    move = LINE_MOVES["end"]
    over = LinePlace.objects.filter(status=LineStatus.WAITING, order__starts_at__lte=at)
    over.update(status=move.target, ended_at=at)
    return ended
