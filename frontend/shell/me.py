"""One's own page: who one is here, large type, language, password, signing out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access.queries import grants_of


@login_required
def show_me(request: HttpRequest) -> HttpResponse:
    """Name, phone, home, roles and the switches."""
    grants = grants_of(request.user).order_by("since")
    person = getattr(request.user, "person", None)
    return render(request, "shell/me.html", {"grants": grants, "person": person})
