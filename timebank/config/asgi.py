# ruff: noqa: E402 - Django must be set up before its parts are imported
"""The way in for every server process: pages and API by HTTP, live updates by WebSocket, jobs beside them."""

import contextlib
import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timebank.config.settings")

import django
from asgiref.sync import sync_to_async

django.setup(set_prefix=False)  # fills the app registry, which the imports below need

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.db import Error, connection

from frontend.live.routing import websocket_urlpatterns
from timebank.config import worker
from timebank.config.threads import Pages
from timebank.operations.watch.requests import counting_sockets


def _meet_database() -> None:
    """Raise at start-up, not at the first visitor, when the database is away or too old."""
    connection.ensure_connection()
    connection.close()


async def lifespan(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Start with the server and stop with it: check the database, run the jobs."""
    await receive()
    try:
        await sync_to_async(_meet_database)()
    except Error as error:
        await send({"type": "lifespan.startup.failed", "message": f"The database cannot be used: {error}"})
        return
    async with worker.working() if settings.WORKER_IN_PROCESS else contextlib.nullcontext():
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter(
    {
        "http": Pages(threads=settings.WEB_THREADS),
        "websocket": AllowedHostsOriginValidator(
            counting_sockets(AuthMiddlewareStack(URLRouter(websocket_urlpatterns)))
        ),
        "lifespan": lifespan,
    }
)
