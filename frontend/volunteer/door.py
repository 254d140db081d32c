"""Who may open these pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.people.models import Person
from accounts.refusals import NotAllowed

View = Callable[..., HttpResponse]


def for_volunteers(view: View) -> View:
    """Signed in, allowed to claim, and somebody: a login without a person cannot serve. Never cached."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demand(request.user, Permission.ORDER_CLAIM)
        person_of(request)
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


def sent_only(view: View) -> View:
    """For addresses that only take what was sent: opened by hand or by a reload, they lead to the task's page."""

    @wraps(view)
    def guarded(request: HttpRequest, order_id: UUID) -> HttpResponse:
        if request.method != "POST":
            return redirect("volunteer:task", order_id)
        return view(request, order_id)

    return guarded


def person_of(request: HttpRequest) -> Person:
    """The person behind the login; raises NotAllowed when there is none."""
    person: Person | None = getattr(request.user, "person", None)
    if person is None:
        raise NotAllowed
    return person
