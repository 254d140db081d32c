"""What the plan looks at, for many elders at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q
from django.db.models.functions import TruncDate

from accounts.elders.models import Elder
from services.visits.enums import Outcome, WindowState
from services.visits.models import Visit, Window
from services.visits.planning import Known, spread_of


def known_of(elders: Iterable[Elder], *, today: date) -> dict[Any, Known]:
    """Elder id → what counts of the past. Two queries, whatever their number."""
    ids = [elder.id for elder in elders]
    day = TruncDate("happened_at")
    visited = {
        row["elder"]: row
        for row in Visit.objects.filter(elder__in=ids)
        .values("elder")
        .annotate(
            seen=Max(day, filter=Q(outcome=Outcome.VISITED)),
            tried=Max(day, filter=~Q(outcome=Outcome.VISITED)),
        )
        .order_by()
    }
    planned = {
        row["elder"]: row
        for row in Window.objects.filter(elder__in=ids)
        .values("elder")
        .annotate(first=Min(TruncDate("made_at")), missed=Max("expires_on", filter=Q(state=WindowState.MISSED)))
        .order_by()
    }
    none: dict[str, Any] = {}
    return {
        one: Known(
            since=planned.get(one, none).get("first") or today,
            seen_on=visited.get(one, none).get("seen"),
            tried_on=visited.get(one, none).get("tried"),
            missed_on=planned.get(one, none).get("missed"),
            spread=spread_of(one),
        )
        for one in ids
    }
