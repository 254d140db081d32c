"""Place an order, or another in the place of one, while the line is open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.refusals import NotFound, Refusal
from services.calls.actions.lock import lock_call
from services.calls.enums import Outcome
from services.calls.models import Call
from services.calls.queries import whose_number
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.place_order import Line, place_order
from services.orders.models import Order


class NobodyIdentified(Refusal):
    code = "nobody_identified"
    sentence = _("Find out first whom the call is about.")


def order_by_phone(
    *,
    by: Any,
    at: datetime,
    call_id: UUID,
    order_id: UUID,
    lines: Sequence[Line],
    starts_at: datetime,
    ends_at: datetime,
    note: str = "",
    instead_of: UUID | None = None,
    again: bool = False,
) -> Order:
    """Place what was read back to the elder, who agreed by phone; ``instead_of`` is called off in the same breath.

    All or nothing; sent twice it places one order; ``again``: the same thing twice at that time is meant.
    Raises NotFound, CallOver, NobodyIdentified and whatever ``place_order`` and ``cancel_order`` refuse.
    """
    with transaction.atomic():
        call = lock_call(by, call_id)
        if call.elder is None:
            raise NobodyIdentified
        if instead_of is not None and not Order.objects.filter(id=order_id).exists():
            _call_off(instead_of, call, by, at)
        order = place_order(
            by=by,
            at=at,
            elder_id=call.elder.id,
            lines=lines,
            starts_at=starts_at,
            ends_at=ends_at,
            note=note,
            consent=Consent.BY_PHONE,
            order_id=order_id,
            elder_on_line=isinstance(whose_number(call.number, call.elder), Elder),
            again=again,
        )
        call.order, call.read_back = order, True
        call.outcome = Outcome.CHANGED if instead_of is not None else Outcome.ORDERED
        call.save(update_fields=["order", "read_back", "outcome"])
    return order


def _call_off(order_id: UUID, call: Call, by: Any, at: datetime) -> None:
    if not Order.objects.filter(id=order_id, elder=call.elder_id).exists():
        raise NotFound
    cancel_order(by=by, at=at, order_id=order_id, reason=_t("Changed on the phone"))
