"""One's own page: who one is here, large type, language, password, signing out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access.enums import Permission
from accounts.access.queries import grants_of, may
from accounts.people.actions.choose_dialect import choose_dialect
from accounts.people.enums import Dialect
from frontend.shell.answers import SeeOther


@login_required
def show_me(request: HttpRequest) -> HttpResponse:
    """Name, phone, home, roles and the switches."""
    grants = grants_of(request.user).order_by("since")
    person = getattr(request.user, "person", None)
    connects = may(request.user, Permission.CONNECT) or may(request.user, Permission.ORDER_DISPATCH)
    context = {"grants": grants, "person": person, "connects": connects, "dialects": Dialect.choices}
    return render(request, "shell/me.html", context)


@login_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """What one speaks at home."""
    choose_dialect(by=request.user, dialect=request.POST.get("dialect", ""))
    messages.success(request, _("Kept. You are asked first where it helps."))
    return SeeOther(reverse("shell:me"))
