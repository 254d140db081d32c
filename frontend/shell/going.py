"""What views that call one action share: which form was sent, carrying it out, and the way on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts.refusals import Refusal


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
