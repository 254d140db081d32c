"""What was ordered in the last seven days, to order it once more for the next seven."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.orders.queries.rows import with_everything

WEEK = timedelta(days=7)
NOT_WANTED = (OrderStatus.CANCELLED, OrderStatus.VOIDED)


@dataclass(frozen=True)
class Again:
    """An order of last week, and when it would start again; ``there`` is an order that stands then already."""

    order: Order
    starts_at: datetime
    ends_at: datetime
    there: Order | None


def week_again(elder_id: UUID, *, at: datetime) -> list[Again]:
    """Orders of the seven days before today, a week later. Those of standing orders come by themselves: left out."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(at), time()))
    orders = Order.objects.filter(elder=elder_id).exclude(status__in=NOT_WANTED)
    before = with_everything(orders.filter(starts_at__gte=midnight - WEEK, starts_at__lt=midnight))
    after = list(with_everything(orders.filter(starts_at__gte=midnight, starts_at__lt=midnight + WEEK)))
    found = []
    for order in before.filter(occurrence=None).order_by("starts_at"):
        starts_at, ends_at = order.starts_at + WEEK, order.ends_at + WEEK
        if starts_at > at:
            found.append(Again(order, starts_at, ends_at, _twin(order, starts_at, ends_at, after)))
    return found


def _twin(order: Order, starts_at: datetime, ends_at: datetime, after: list[Order]) -> Order | None:
    things = {line.version.item_id for line in order.lines.all()}
    for other in after:
        same = things & {line.version.item_id for line in other.lines.all()}
        if same and other.starts_at < ends_at and starts_at < other.ends_at:
            return other
    return None
