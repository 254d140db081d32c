"""Whoever signs in with a password from a slip chooses one of their own before anything else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.logins.actions.choose_password import choose_password
from frontend.shell.middleware import Answer

STILL_OPEN = ("/account/", "/language/", "/mode/", "/offline/pulse/", "/healthz", "/readyz")


class OwnPasswordMiddleware:
    """Sends them to the page where a password is chosen; signing out, language and help stay open."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        handed_out = getattr(request.user, "must_choose_password", False)
        if not handed_out or request.path.startswith(STILL_OPEN):
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)  # a count the page asks for by itself: no place for a whole page
        messages.info(request, _("First choose a password of your own. The one on the slip is the present one."))
        return redirect("account_change_password")


def note_own_password(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Receives django-allauth's word that the owner has set a password."""
    choose_password(by=user)
