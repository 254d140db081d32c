"""Staff open more than their own passbook: they are asked for, or must have, a second key besides the password."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access.enums import TO_A_REGION
from accounts.access.queries import roles_of
from frontend.shell.middleware import API, Answer

ASK, REQUIRE = "ask", "require"
STILL_OPEN = ("/account/", "/language/", "/mode/", "/healthz", "/readyz", API)


def is_missing(user: Any) -> bool:
    """True for staff without a second key, where the house asks for one."""
    if settings.STAFF_SECOND_KEY not in (ASK, REQUIRE) or not user.is_authenticated:
        return False
    return bool(roles_of(user) & {*TO_A_REGION}) and not is_mfa_enabled(user)


class SecondKeyMiddleware:
    """Where a second key is required, staff without one get no farther than the page where they make it.

    Asked at every page: a role comes and a key goes while a session lasts.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_SECOND_KEY != REQUIRE or request.path.startswith(STILL_OPEN):
            return self.get_response(request)
        if is_missing(request.user):
            messages.info(request, _("First make a second key: your account opens what is private to many people."))
            return redirect("mfa_index")
        return self.get_response(request)
