"""Is the process alive; are the database and its migrations ready?"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from timebank.operations.doctor.database import waiting_migrations


def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 whenever the process can answer at all."""
    return JsonResponse({"ok": True})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and no migration is missing, else 503 and which."""
    try:
        names = waiting_migrations()
    except Exception as error:
        return JsonResponse({"ok": False, "database": type(error).__name__}, status=503)
    return JsonResponse({"ok": not names, "waiting": names}, status=503 if names else 200)


def closed(request: HttpRequest) -> HttpResponse:
    """An address a library brings along and the house keeps shut."""
    raise Http404
