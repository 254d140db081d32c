"""What the views of this journey share: for whom one acts, weeks, and the way on."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
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


def see_other(name: str, *args: Any, query: str = "") -> HttpResponseRedirect:
    """303: going back or reloading does not send it again."""
    response = HttpResponseRedirect(reverse(name, args=args) + (f"?{query}" if query else ""))
    response.status_code = 303
    return response


def posted(request: HttpRequest, name: str) -> Any:
    """The form's data when this one was sent, else None: several stand on one page."""
    return request.POST if request.method == "POST" and name in request.POST else None


class DayInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


def as_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
