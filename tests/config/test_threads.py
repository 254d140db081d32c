"""Requests in threads that stay: nothing is left for the next, files pass in pieces, slow lines hold none."""

import asyncio
import contextlib
import socket
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import structlog
from django.core.handlers.asgi import ASGIHandler
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import path
from django.utils import translation

from tests.loops import run
from tests.servers import RunningServer, serve
from timebank.config.threads import Pages

MEGABYTE = 2**20
BIG = 24 * MEGABYTE


def show_bound(request: HttpRequest) -> HttpResponse:
    """What the thread still knows of others, and something for the next one to find."""
    found = f"{structlog.contextvars.get_contextvars().get('left', '')} {translation.get_language()}"
    structlog.contextvars.bind_contextvars(left="behind")
    translation.activate("en")
    return HttpResponse(found)


@pytest.fixture
def pages(settings: Any, tmp_path: Path) -> Pages:
    """The handler alone, with one thread and two pages."""
    big = tmp_path / "big"
    with big.open("wb") as file:
        file.truncate(BIG)
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = ModuleType("two_pages")
    settings.ROOT_URLCONF.urlpatterns = [
        path("bound/", show_bound),
        path("big/", lambda request: FileResponse(big.open("rb"))),
    ]
    return Pages(threads=1)


def answers(app: Any, *paths: str, method: str = "GET", gone_after: int | None = None) -> list[list[dict[str, Any]]]:
    """The messages the application sends for each path, one after the other; bodies only by their length.

    With ``gone_after`` the client hangs up when it has got so many messages.
    """

    async def ask(where: str) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []
        scope = {"type": "http", "method": method, "path": where, "query_string": b"", "headers": [], "scheme": "http"}
        asked = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if asked:
                return asked.pop()
            while gone_after is None or len(sent) < gone_after:
                await asyncio.sleep(0.001)
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            whole = message.get("body", b"")
            sent.append({**message, "body": whole if len(whole) < MEGABYTE // 64 else b"", "length": len(whole)})

        await app({**scope, "server": ("127.0.0.1", 80), "http_version": "1.1"}, receive, send)
        return sent

    async def all_of_them() -> list[list[dict[str, Any]]]:
        return [await ask(where) for where in paths]

    return run(all_of_them())


def test_nothing_of_a_request_is_left_in_its_thread(pages):
    first, second = answers(pages, "/bound/", "/bound/")
    assert first[-1]["body"] == second[-1]["body"] == b" zh-hans"


def test_who_has_gone_before_their_turn_is_not_answered_but_what_they_asked_for_is_done(pages):
    pages._threads.submit(time.sleep, 0.5)  # the one thread is busy meanwhile
    assert answers(pages, "/bound/", gone_after=0) == [[]]
    pages._threads.submit(time.sleep, 0.5)
    [sent] = answers(pages, "/bound/", method="POST", gone_after=0)
    assert sent[0]["status"] == 200


def test_a_file_is_read_no_further_than_somebody_takes_it(pages):
    [sent] = answers(pages, "/big/", gone_after=3)
    assert 0 < sum(message["length"] for message in sent) < BIG / 2


def most_held(app: Any) -> int:
    """Bytes held at most while a big file is sent; all of it must come."""
    tracemalloc.start()
    try:
        [sent] = answers(app, "/big/")
        assert sum(message["length"] for message in sent) == BIG
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_passes_in_pieces_and_by_djangos_own_handler_in_one(pages):
    assert most_held(pages) < BIG / 4
    assert most_held(ASGIHandler()) > BIG  # the negative control: why the handler reads files itself


@contextlib.contextmanager
def sending_slowly(server: RunningServer, times: int) -> Iterator[None]:
    """So many clients in the middle of a form that they never finish."""
    where = urlsplit(server.url)
    head = b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nlogin="
    with contextlib.ExitStack() as stack:
        for _ in range(times):
            line = stack.enter_context(socket.create_connection((where.hostname, where.port)))
            line.sendall(head)
        yield


@pytest.fixture(scope="module")
def narrow(seeded_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with more threads than connections to the database."""
    folder = tmp_path_factory.mktemp("narrow") / "var"
    limits = {"WEB_THREADS": "6", "DATABASE_POOL_MIN": "1", "DATABASE_POOL_MAX": "3", "WORKER_IN_PROCESS": "0"}
    with serve(seeded_template, folder, **limits) as running:
        yield running


@pytest.mark.server
def test_whoever_sends_slowly_holds_no_thread(narrow):
    with sending_slowly(narrow, 12):
        assert httpx.get(f"{narrow.url}/", timeout=10).status_code == 200


@pytest.mark.server
def test_threads_give_their_connection_back(narrow):
    """Six threads and three connections: whoever kept one would leave the others waiting until the pool gives up."""

    def ask(number: int) -> int:
        return httpx.get(f"{narrow.url}/readyz?{number}", timeout=60).status_code

    with ThreadPoolExecutor(12) as crowd:
        assert set(crowd.map(ask, range(60))) == {200}
