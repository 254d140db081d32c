"""Say that served work was not as it should be; the clock stops until somebody decides."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for, is_oneself, mandate_of
from accounts.refusals import Invalid
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import Side
from services.orders.lifecycle import advance_order
from services.orders.models import DisputeStatement, Order


class ReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Say in a few words what was wrong.")


def dispute_order(*, by: Any, at: datetime, order_id: UUID, reason: str) -> Order:
    """Dispute a served order; minutes stay held. Raises NotFound, ReasonMissing, StateChanged."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        order = lock_order(order_id)
        today = timezone.localdate(at)
        elder_for(by, order.elder_id, power=Power.CONFIRM, on=today)
        advance_order(order, "dispute", comment=reason.strip()[:300])
        side = Side.ELDER if is_oneself(by, order.elder) or mandate_of(by, order.elder, on=today) else Side.STAFF
        DisputeStatement.objects.create(
            order=order, elder_id=order.elder_id, side=side, words=reason.strip()[:300], said_by=by, said_at=at
        )
        emit_order(order, "disputed", at=at, by=by, words=reason.strip()[:300])
    return order
