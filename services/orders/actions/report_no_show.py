"""Record that somebody did not come, who said so, and how they know."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.queries import managed_organisations
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for, is_oneself, mandate_of
from accounts.refusals import Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.replacing import replace_somebody
from services.orders.actions.seating import serve_if_done
from services.orders.enums import Knowing, OrderStatus
from services.orders.lifecycle import advance_assignment, advance_order
from services.orders.models import Assignment, NoShow, Order


class NotYetDue(Refusal):
    code = "not_yet_due"
    sentence = _("It is not time yet. They may still be on the way.")


def report_no_show(
    *, by: Any, at: datetime, assignment_id: UUID, knowing: Knowing | str = "", words: str = ""
) -> Assignment:
    """Somebody did not come: the order opens again and others are called.

    For the elder's side, the territory, and the organisation that sent them. ``knowing`` says how they know it; the
    elder's side need not say. Raises NotFound, NotYetDue, StateChanged.
    """
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        own = assignment.organisation_id is not None and assignment.organisation_id in managed_organisations(by)
        if not own:
            elder_for(by, order.elder_id, power=Power.CONFIRM, on=timezone.localdate(at))
        if at < order.starts_at:
            raise NotYetDue
        advance_assignment(assignment, "miss", ended_at=at, ended_by=by)
        write_no_show(assignment, order, by=by, at=at, knowing=knowing or _knowing(by, order, at), words=words)
        if order.status == OrderStatus.CLAIMED:
            advance_order(order, "reopen")
        serve_if_done(order, at=at)
        emit_order(order, "missed", at=at, by=by, assignment=str(assignment.id))
        replace_somebody(order, assignment, at=at, by=by)
    return assignment


def write_no_show(
    assignment: Assignment, order: Order, *, by: Any, at: datetime, knowing: Knowing | str, words: str = ""
) -> NoShow:
    """Who said it, and how they know; the volunteer may answer to it."""
    return NoShow.objects.create(
        assignment=assignment,
        elder_id=order.elder_id,
        knowing=knowing,
        words=words.strip()[:300],
        said_by=by,
        said_at=at,
    )


def _knowing(by: Any, order: Order, at: datetime) -> Knowing:
    side = is_oneself(by, order.elder) or mandate_of(by, order.elder, on=timezone.localdate(at)) is not None
    return Knowing.OWN_SIDE if side else Knowing.RANG
