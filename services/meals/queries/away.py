"""On which days elders are known to be elsewhere."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from services.meals.models import Away


def away_on(elder_ids: Collection[UUID], on: date) -> set[UUID]:
    """Those of them who are away on the day. One query."""
    rows = Away.objects.filter(elder__in=list(elder_ids), days__contains=on, cancelled_at=None)
    return set(rows.values_list("elder", flat=True))


def absences_of(elder_id: UUID, *, since: date) -> list[Away]:
    """What is known of days to come and of the running one, the next first."""
    rows = Away.objects.filter(elder=elder_id, cancelled_at=None, days__endswith__gt=since)
    return list(rows.order_by("days"))
