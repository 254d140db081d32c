"""Is the process alive; are the database and its migrations ready?"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse


def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 whenever the process can answer at all."""
    return JsonResponse({"ok": True})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and no migration is missing, else 503 and which."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        return JsonResponse({"ok": False, "database": type(error).__name__}, status=503)
    names = [f"{migration.app_label}.{migration.name}" for migration, _ in waiting]
    return JsonResponse({"ok": not names, "waiting": names}, status=503 if names else 200)


def closed(request: HttpRequest) -> HttpResponse:
    """An address a library brings along and the house keeps shut."""
    raise Http404
