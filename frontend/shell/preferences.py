"""Choices a browser remembers without a login: language and large type. Cookies, so they also hold signed out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

MODE_COOKIE = "mode"
ELDER = "elder"
A_YEAR_S = 60 * 60 * 24 * 365


def is_elder_mode(request: HttpRequest) -> bool:
    """True when this browser asked for the elder mode."""
    return request.COOKIES.get(MODE_COOKIE) == ELDER


def _way_back(request: HttpRequest) -> str:
    """The page the person came from, or home; never another site."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return "/"


def _remember(request: HttpRequest, name: str, value: str) -> HttpResponse:
    answer = HttpResponseRedirect(_way_back(request))
    answer.set_cookie(
        name, value, max_age=A_YEAR_S, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember ``language`` (a code of settings.LANGUAGES) and return to the page. GET leads home."""
    if request.method != "POST":
        return HttpResponseRedirect("/")
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        wanted = settings.LANGUAGE_CODE
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, wanted)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_mode(request: HttpRequest) -> HttpResponse:
    """Remember ``mode``: ``elder`` or anything else for the usual one; return to the page. GET leads home."""
    if request.method != "POST":
        return HttpResponseRedirect("/")
    wanted = ELDER if request.POST.get("mode") == ELDER else "usual"
    return _remember(request, MODE_COOKIE, wanted)
