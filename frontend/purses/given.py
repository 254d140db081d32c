"""What I gave for somebody's orders, and what has become of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from timebank.purses.models import Purse
from timebank.purses.queries import given_by, with_left


@login_required
@never_cache
@require_safe
def show_given(request: HttpRequest) -> HttpResponse:
    """The latest fifty, newest first."""
    user: Any = request.user
    keys = list(given_by(user.person_id).values_list("id", flat=True)[:50]) if user.person_id else []
    gifts = with_left(Purse.objects.filter(id__in=keys).order_by("-id"))
    return render(request, "purses/given.html", {"gifts": gifts})
