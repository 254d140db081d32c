"""When an elder was last seen or spoken to, for whoever pays them something."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.visits.enums import Outcome
from services.visits.models import Visit

MANY = 20_000


def last_met(elder_ids: Collection[UUID]) -> dict[UUID, date]:
    """Elder id → the last day of a visit that met them, or of a service they received. Two queries."""
    few = {"elder__in": elder_ids} if len(elder_ids) < MANY else {}
    found: dict[UUID, date] = {}
    visits = Visit.objects.filter(outcome=Outcome.VISITED, **few).values_list("elder").annotate(Max("happened_at"))
    served = Order.objects.filter(served_at__isnull=False, **few).exclude(status=OrderStatus.VOIDED)
    for elder_id, moment in [*visits, *served.values_list("elder").annotate(Max("served_at"))]:
        day = timezone.localdate(moment)
        found[elder_id] = max(day, found.get(elder_id, day))
    return found
