"""One's own page: who one is here, large type, language, password, signing out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access.enums import Permission
from accounts.access.queries import grants_of, may


@login_required
def show_me(request: HttpRequest) -> HttpResponse:
    """Name, phone, home, roles and the switches."""
    grants = grants_of(request.user).order_by("since")
    person = getattr(request.user, "person", None)
    connects = may(request.user, Permission.CONNECT) or may(request.user, Permission.ORDER_DISPATCH)
    return render(request, "shell/me.html", {"grants": grants, "person": person, "connects": connects})
