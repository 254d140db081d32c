"""What the views of this journey share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts.people.models import Person
from accounts.refusals import Refusal
from accounts.regions.models import Region

COUNTY_DIGITS = 6


class DayInput(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


def posted(request: HttpRequest, name: str) -> Any:
    """The form's data when this one was sent, else None: several stand on one page."""
    return request.POST if request.method == "POST" and name in request.POST else None


def carried_out(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Whether the form was good and the action took it; what it refused stands at its field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def see_other(name: str, *args: Any, query: str = "") -> HttpResponseRedirect:
    """303: going back or reloading does not send it again."""
    response = HttpResponseRedirect(reverse(name, args=args) + (f"?{query}" if query else ""))
    response.status_code = 303
    return response


def region_asked(request: HttpRequest) -> Region | None:
    """``?region=CODE``, else the reader's county, else the only county there is."""
    asked = request.GET.get("region", "")
    if asked and (found := Region.objects.filter(code=asked).first()) is not None:
        return found
    user: Any = request.user
    if user.is_authenticated and user.person_id is not None:
        home = Person.objects.values_list("home", flat=True).get(id=user.person_id)
        if home and (county := Region.objects.filter(code=home[:COUNTY_DIGITS]).first()) is not None:
            return county
    return Region.objects.filter(level="COUNTY", activities__isnull=False).first() or _with_most()


def _with_most() -> Region | None:
    row = Region.objects.filter(activities__isnull=False).order_by("code").values_list("code", flat=True).first()
    return Region.objects.filter(code=row[:COUNTY_DIGITS]).first() if row else None
