"""Nobody took it for hours: the house asks whoever fits best."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.policies.finding_rules import ASK_AFTER
from accounts.policies.queries import rulebooks
from services.orders.actions.lock import lock_order
from services.orders.actions.offering import ask_next_best
from services.orders.enums import AskedBy, OrderStatus
from services.orders.models import Assignment, Order


def offer_unclaimed(*, at: datetime, limit: int = 200) -> int:
    """Offer each open order that waits longer than the place's rule to the best; return how many. Safe to repeat.

    An order for which the house has asked before is on the board for everybody and stays there.
    """
    asked = Assignment.objects.filter(order=OuterRef("pk"), asked_by=AskedBy.HOUSE)
    waiting = Order.objects.filter(~Exists(asked), status=OrderStatus.OPEN, starts_at__gt=at, volunteers_may=True)
    rows = list(waiting.order_by("created_at").values_list("id", "village_code", "created_at")[:limit])
    day = timezone.localdate(at)
    books = rulebooks({village for _id, village, _made in rows}, (ASK_AFTER,))
    offers = 0
    for order_id, village, made in rows:
        hours = books.at(village, day)[ASK_AFTER].value
        if hours is None or made + timedelta(hours=hours) > at:
            continue
        with transaction.atomic():
            order = lock_order(order_id)
            if order.status == OrderStatus.OPEN:
                offers += ask_next_best(order, asked_by=AskedBy.HOUSE, at=at) is not None
    return offers
