"""The same as last week: each of these orders once more, a week later."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import Refusal
from services.orders.actions.place_order import Line, place_order
from services.orders.models import Order
from services.standing.queries.last_week import week_again


def repeat_week(
    *, by: Any, at: datetime, elder_id: UUID, order_ids: Collection[UUID], consent: Consent
) -> tuple[list[Order], list[tuple[Order, Refusal]]]:
    """Place those of last week's orders; returns the new ones, and of which old ones it was refused and why.

    One that stands in the next days already is passed over, so sending the form twice orders once. Raises NotFound.
    """
    placed, refused = [], []
    with transaction.atomic():
        elder_for(by, elder_id, power=Power.ORDER, on=timezone.localdate(at))
        Elder.objects.select_for_update(no_key=True).get(id=elder_id)
        for again in week_again(elder_id, at=at):
            if again.order.id not in order_ids or again.there is not None:
                continue
            try:
                with transaction.atomic():
                    placed.append(
                        place_order(
                            by=by,
                            at=at,
                            elder_id=elder_id,
                            lines=[Line(one.version.item_id, one.quantity) for one in again.order.lines.all()],
                            starts_at=again.starts_at,
                            ends_at=again.ends_at,
                            note=again.order.note,
                            consent=consent,
                        )
                    )
            except Refusal as refusal:
                refused.append((again.order, refusal))
    return placed, refused
