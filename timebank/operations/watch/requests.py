"""Every request gets a number, is counted and timed, and leaves one line that names nobody.

A route is told by the name it has in the house (``territory:elder``), never by its address: that holds ids, and what
somebody searched for. Who asked is told as ``nobody``, ``person`` (signed in) or ``program`` (a token): asking for
roles would cost every page a query, and the name of the route says already what somebody works as.
"""

import contextlib
import re
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Gauge, Histogram

from timebank.config.logs import REQUEST_NUMBER
from timebank.operations.watch.metrics import show_metrics
from timebank.operations.watch.registry import REGISTRY

log = structlog.get_logger("timebank.request")
HEADER = "X-Request-ID"
# As proxies make them. Nothing shorter: it stands in the log, and a phone number would fit.
LOOKS_LIKE_ONE = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
QUIET = ("healthz", "readyz", "metrics", "static", "offline:pulse")  # asked all day long by machines
NO_ROUTE = "none"
METRICS = "/metrics"

REQUESTS = Counter("timebank_requests", "Requests answered.", ["route", "method", "status"], registry=REGISTRY)
# Without labels, so that it stands at zero before the first: Prometheus sees no rise in a series that begins with it.
FAILURES = Counter("timebank_failures", "Answers of 500 and above to people and programs.", registry=REGISTRY)
SECONDS = Histogram(
    "timebank_request_seconds",
    "How long an answer took.",
    ["route"],
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
SOCKETS = Gauge("timebank_sockets_open", "Pages that listen for changes just now.", registry=REGISTRY)


class WatchMiddleware:
    """Outermost. Binds the request's number to every line written meanwhile, and gives it back in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request.META[REQUEST_NUMBER] = number_of(request)
        began = perf_counter()
        with structlog.contextvars.bound_contextvars(request=number):
            # Before the check of names: who scrapes a process by its address calls it by no name of the house.
            response = show_metrics(request) if request.path == METRICS else self.get_response(request)
            tell(request, response.status_code, perf_counter() - began)
        response.headers[HEADER] = number
        return response


def number_of(request: HttpRequest) -> str:
    """What the proxy named it, when that looks like a number of a request; else one of our own."""
    asked = request.headers.get(HEADER, "").lower()
    return asked if LOOKS_LIKE_ONE.fullmatch(asked) else uuid4().hex


def tell(request: HttpRequest, status: int, seconds: float) -> None:
    """One line, one count, one time."""
    route = route_of(request)
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(route, method, status).inc()
    if status >= 500 and route not in QUIET:
        FAILURES.inc()
    SECONDS.labels(route).observe(seconds)
    write = log.debug if route in QUIET else log.info
    write(
        "request", route=route, method=method, status=status, milliseconds=round(seconds * 1000), who=who_asks(request)
    )


def route_of(request: HttpRequest) -> str:
    """The route's name; ``static`` for files, ``none`` where nothing is."""
    match = request.resolver_match
    if match is not None:
        return str(match.view_name or match.route)
    if request.path == METRICS:
        return "metrics"
    return "static" if request.path.startswith(settings.STATIC_URL) else NO_ROUTE


def who_asks(request: HttpRequest) -> str:
    """Never looks anybody up: the layers further in have, or the answer did not need it."""
    with contextlib.suppress(Exception):  # the database may be why the answer is an error
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            return "program" if request.headers.get("Authorization") else "person"
    return "nobody"


def counting_sockets(app: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The ASGI application ``app``, with ``SOCKETS`` kept."""

    async def counted(scope: Any, receive: Any, send: Any) -> Any:
        with SOCKETS.track_inprogress():
            return await app(scope, receive, send)

    return counted
