"""Which language a page speaks, and what happens when an action says no."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from accounts.refusals import Invalid, Refusal

Answer = Callable[[HttpRequest], HttpResponse]
API = "/api/"


def page_language(request: HttpRequest) -> str:
    """The language chosen on the page, else Chinese. What the browser prefers does not count: a borrowed
    phone set to English is common here, and the switch stands in every header."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def api_language(request: HttpRequest) -> str:
    """The best language of Accept-Language, else Chinese: a program knows what it asks for."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted == "*":
            break
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Activates the language of the request and says so in the answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_api = request.path.startswith(API)
        language = api_language(request) if is_api else page_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language" if is_api else "Cookie"])
        return response


class PlainInputMiddleware:
    """Sends back addresses with a NUL in them: no person types one and no column of PostgreSQL takes one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            if request.path.startswith(API):
                fault = {
                    "type": "client_error",
                    "errors": [{"code": "invalid", "detail": str(Invalid()), "attr": None}],
                }
                return JsonResponse({**fault, "code": "invalid"}, status=400)
            return HttpResponseBadRequest(str(Invalid()), content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class PrivateMiddleware:
    """What a signed-in person is shown stays out of every cache: phones here are shared and second-hand."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(API) or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def say_no(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refusal: a toast for htmx, a calm page with a way back otherwise; the true status both times."""
    context = {"text": str(refusal), "tone": "red", "refusal": refusal}
    if getattr(request, "htmx", False):
        response = render(request, "tb/toast.html", context, status=refusal.status)
        response.headers["HX-Retarget"] = "#toasts"
        response.headers["HX-Reswap"] = "beforeend"
        return response
    return render(request, "shell/refusal.html", context, status=refusal.status)


class RefusalMiddleware:
    """Turns a Refusal that a page view did not catch into words. The API has its own exception handler."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return self._by_button_only(request, response)
        return response

    def _by_button_only(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Words for who comes to the address of a button: after signing in again, or out of the history."""
        if request.path.startswith(API) or response.streaming or response.content:
            return response
        page = render(request, "shell/405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal) and not request.path.startswith(API):
            return say_no(request, exception)
        return None
