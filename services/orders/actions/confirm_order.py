"""The elder's side says: it was done. Then, and only then, minutes move."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import Invalid, Refusal
from services.orders.actions.crediting import credit_order
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.lifecycle import advance_order
from services.orders.models import Order
from services.orders.queries.rows import has_part_in


class OwnWork(Refusal):
    code = "own_work"
    sentence = _("Nobody confirms their own work. Somebody else of the elder's side must say it was done.")
    status = 403


class BadRating(Invalid):
    code = "bad_rating"
    sentence = _("Give between 1 and 5.")


def confirm_order(*, by: Any, at: datetime, order_id: UUID, rating: int, comment: str = "") -> Order:
    """Confirm a served order: post each volunteer's minutes from the elder's hold, release the rest.

    ``rating`` is 1 to 5. Raises NotFound without the power CONFIRM (or the territory), OwnWork, BadRating,
    StateChanged (also for a second confirmation: nothing is posted twice).
    """
    if not 1 <= rating <= 5:
        raise BadRating(field="rating")
    with transaction.atomic():
        order = _order_to_confirm(by, order_id, at)
        advance_order(order, "confirm", closed_at=at, confirmed_by=by, rating=rating, comment=comment.strip()[:300])
        credit_order(order, by=by, at=at)
        emit_order(order, "confirmed", at=at, by=by, rating=rating)
    return order


def _order_to_confirm(by: Any, order_id: UUID, at: datetime) -> Order:
    order = lock_order(order_id)
    if has_part_in(by, order):
        raise OwnWork
    elder_for(by, order.elder_id, power=Power.CONFIRM, on=timezone.localdate(at))
    return order
