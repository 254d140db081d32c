"""What the views of this journey share: for whom one acts, weeks, and the way on."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for, is_oneself, mandate_of
from frontend.shell.calendar import day_of

WEEK = timedelta(days=7)


def elder_of(user: Any, elder_id: UUID) -> Elder:
    """An elder for whom the reader may order today; who comes by the territory leaves a trace. Raises NotFound."""
    now = timezone.now()
    today = timezone.localdate(now)
    elder = elder_for(user, elder_id, power=Power.ORDER, on=today)
    if not is_oneself(user, elder) and mandate_of(user, elder, on=today) is None:
        reveal_person(by=user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    return elder


def week_asked(request: HttpRequest) -> date:
    """``?week=2026-11-19``: the Monday of that day; of this week without."""
    day = day_of(request.GET.get("week", "")) or timezone.localdate()
    return day - timedelta(days=day.weekday())


def weeks_around(first: date) -> dict[str, date]:
    return {"first": first, "last": first + WEEK - timedelta(days=1), "before": first - WEEK, "after": first + WEEK}


def as_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
