"""Nobody is in two places at once: where the times that a phone kept run into another service of the same person."""

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment


def free_from(assignment: Assignment, started: datetime) -> datetime:
    """``started``, or the end of the service that the person was at then."""
    others = Assignment.objects.filter(person=assignment.person_id).exclude(id=assignment.id)
    while (other := others.filter(worked__contains=started).first()) is not None and other.checked_out_at is not None:
        started = other.checked_out_at
    return started


def free_until(assignment: Assignment, started: datetime, ended: datetime) -> datetime:
    """``ended``, or the start of the service that the person went to before that; never before ``started``."""
    if ended <= started:
        return ended
    others = Assignment.objects.filter(person=assignment.person_id).exclude(id=assignment.id)
    at_work = Q(status=AssignmentStatus.CHECKED_IN, checked_in_at__gte=started, checked_in_at__lt=ended)
    first = (
        others.filter(at_work | Q(worked__overlap=DateTimeTZRange(started, ended))).order_by("checked_in_at").first()
    )
    return ended if first is None or first.checked_in_at is None else max(started, first.checked_in_at)
