"""Today's figures for the landing page: counted, never estimated. Postings for minutes, order states for the rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from services.orders.enums import OrderStatus
from services.orders.models import Order
from timebank.ledger.queries import served_totals

KEPT_S = 30  # many visitors, one count


@dataclass(frozen=True)
class Figures:
    """``minutes_today`` booked since midnight, services ``this_month``, homes with somebody ``in_service``,
    orders ``waiting`` for somebody, and when this was counted."""

    minutes_today: int
    this_month: int
    in_service: int
    waiting: int
    at: datetime


def figures_now() -> Figures:
    """The figures, counted at most every 30 seconds."""
    known = cache.get("public.figures")
    if isinstance(known, Figures):
        return known
    fresh = _count(timezone.now())
    cache.set("public.figures", fresh, KEPT_S)
    return fresh


def _count(now: datetime) -> Figures:
    today = timezone.localdate(now)
    everywhere, tomorrow = [""], today + timedelta(days=1)
    return Figures(
        minutes_today=served_totals(everywhere, today, tomorrow)["minutes"],
        this_month=served_totals(everywhere, today.replace(day=1), tomorrow)["services"],
        in_service=Order.objects.filter(status=OrderStatus.IN_SERVICE).count(),
        waiting=Order.objects.filter(status=OrderStatus.OPEN, starts_at__gt=now).count(),
        at=now,
    )
