"""What the browser keeps to work without signal: the worker, an empty page to fill, the queue; and a pulse."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from frontend.shell.context_processors import Shell

KEPT_FILES = ("app.js", "moving.js", "app.css", "people.css", "icons.svg", "items.svg")


@require_safe
def serve_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it may speak for every page.

    Its first line names the files of this release: with a new release the bytes differ, and the browser renews it.
    """
    files = [staticfiles_storage.url(name) for name in KEPT_FILES]
    with staticfiles_storage.open("worker.js") as built:
        code = built.read().decode()
    answer = HttpResponse(f"// {' '.join(files)}\n{code}", content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@never_cache
@require_safe
def show_shell(request: HttpRequest) -> HttpResponse:
    """A page with nothing of anybody in it, kept by the browser and filled with what lies sealed on the device."""
    shell = Shell(request)
    return render(request, "offline/shell.html", {"kept_places": shell.nav})


@never_cache
@require_safe
def show_queue(request: HttpRequest) -> HttpResponse:
    """What was written down and has not been sent. The list itself is on the device only."""
    return render(request, "offline/queue.html")


@never_cache
@require_safe
@ensure_csrf_cookie
def feel_pulse(request: HttpRequest) -> HttpResponse:
    """Whether anybody is signed in and who, with the token that a form needs, and our clock.

    ``{"owner": key of the login or null, "csrf": token, "now": ISO 8601, "language": code}``
    """
    owner = str(request.user.pk) if request.user.is_authenticated else None
    now = timezone.now().isoformat()
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return JsonResponse({"owner": owner, "csrf": get_token(request), "now": now, "language": language})
