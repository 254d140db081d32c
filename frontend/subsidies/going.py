"""What the views of this journey share: a form that calls one action, and the way back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.refusals import Refusal


def carried_out(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Whether the form was right and the action took it; else the form says what is wrong."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def see_other(name: str, *args: Any) -> HttpResponse:
    """On to a page, after something was changed."""
    response = redirect(name, *args)
    response.status_code = 303
    return response


def posted(request: HttpRequest, name: str = "act") -> Any:
    """The form's data when this one was sent, else None: several stand on one page."""
    return request.POST if request.method == "POST" and name in request.POST else None
