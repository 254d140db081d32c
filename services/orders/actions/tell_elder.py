"""The elder hears of an order somebody placed for them, and may undo it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import Refusal
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import Hearing, Told
from services.orders.models import Order, Telling


class AlreadyTold(Refusal):
    code = "already_told"
    sentence = _("The elder has been told of this order already.")


class OwnOrder(Refusal):
    """Whoever ordered is not the one to say that the elder was glad of it."""

    code = "own_order"
    sentence = _("You placed this order yourself. Somebody else must hear from the elder that it is right.")
    status = 403


def tell_elder(*, by: Any, at: datetime, order_id: UUID, outcome: Told, hearing: Hearing) -> Telling:
    """Keep what the elder said to the order. UNDONE calls it off at the elder's word; whoever ordered is told.

    For the elder, a proxy with the power to confirm (to undo: to order), and the territory; AGREED never by whoever
    placed the order. Raises NotFound, AlreadyTold, OwnOrder, StateChanged when it is too late to undo.
    """
    with transaction.atomic():
        order = lock_order(order_id)
        power = Power.ORDER if outcome == Told.UNDONE else Power.CONFIRM
        elder_for(by, order.elder_id, power=power, on=timezone.localdate(at))
        if not order.untold:
            raise AlreadyTold
        if outcome == Told.AGREED and ordered_by(order, by):
            raise OwnOrder
        told = Telling.objects.create(order=order, outcome=outcome, hearing=hearing, told_at=at, told_by=by)
        if outcome != Told.NOT_REACHED:
            order.untold = False
            order.save(update_fields=["untold"])
        if outcome == Told.UNDONE:
            cancel_order(by=by, at=at, order_id=order.id, reason=_t("The elder heard of it and does not want it"))
            order.refresh_from_db()
            emit_order(order, "undone", at=at, by=by, telling=str(told.id))
        else:
            happened = "told" if outcome == Told.AGREED else "not_reached"
            emit_order(order, happened, at=at, by=by, telling=str(told.id))
    return told


def ordered_by(order: Order, user: Any) -> bool:
    """Whether this login, or another of the same person, placed the order."""
    if order.placed_by_id == user.id:
        return True
    return user.person_id is not None and order.placed_by.person_id == user.person_id
