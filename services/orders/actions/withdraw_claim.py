"""Give a seat back early, so that somebody else can come."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.queries import managed_organisations
from accounts.policies.queries import applied
from accounts.policies.rules import LATE_WITHDRAWAL
from accounts.refusals import NotFound, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.replacing import replace_somebody
from services.orders.actions.seating import serve_if_done
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.lifecycle import StateChanged, advance_assignment, advance_order
from services.orders.models import Assignment


class AlreadyStarted(Refusal):
    code = "already_started"
    sentence = _("You have checked in already. Check out instead.")


def withdraw_claim(*, by: Any, at: datetime, assignment_id: UUID, reason: str = "") -> Assignment:
    """Withdraw from a claimed seat: the waiting line moves up, or the order opens again and others are called.

    Later than the policy's time is recorded as late. Raises NotFound for anybody but who holds the seat (or its
    organisation's manager), AlreadyStarted, StateChanged.
    """
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        own = by.person_id is not None and assignment.person_id == by.person_id
        if not own and assignment.organisation_id not in managed_organisations(by):
            raise NotFound
        if assignment.checked_in_at is not None:
            raise AlreadyStarted
        if assignment.status == AssignmentStatus.OFFERED:  # a mere offer is declined
            raise StateChanged(status=assignment.get_status_display())
        rule = applied(LATE_WITHDRAWAL, region_code=order.village_code, on=timezone.localdate(at))
        late = at > order.starts_at - timedelta(minutes=rule.value)
        advance_assignment(
            assignment, "withdraw", ended_at=at, ended_late=late, ended_by=by, reason=reason.strip()[:200]
        )
        if order.status == OrderStatus.CLAIMED:
            advance_order(order, "reopen")
        serve_if_done(order, at=at)
        emit_order(order, "reopened", at=at, by=by, assignment=str(assignment.id), late=late)
        replace_somebody(order, assignment, at=at, by=by)
    return assignment
