"""One new order told to a thousand open boards, beside the same broadcast by the bare library."""

import asyncio
import contextlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from tests.bench.ground import ROOT
from tests.bench.say import say

SOCKETS, TIMES, AT_ONCE = 1_000, 9, 50
MESSAGE = {
    "topic": "board:350425100", "sequence": 100_000, "event": "services.order.placed", "status": "OPEN",
    "order": "01890000-0000-7000-8000-000000000000", "category": "errands", "township": "350425100",
}  # fmt: skip


def tell_a_thousand(url: str) -> None:
    """From the commit of an order until the last of them has heard of it; the server at ``url`` runs its jobs."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    floor = asyncio.run(_bare())
    headers, place = _people(url)
    address = f"ws://{urlsplit(url).netloc}/live/?topics=board:350425100,inbox"

    async def ours() -> list[float]:
        async with _connected(address, headers) as connections:
            await asyncio.gather(*(one.recv() for one in connections))  # from its greeting on a socket hears everything
            return [await _until_all_heard(connections, lambda: asyncio.to_thread(place)) for _ in range(TIMES)]

    taken = statistics.median(asyncio.run(ours()))
    say("fan-out", f"an order told to {SOCKETS:,} boards", taken * 1000, "ms", floor=round(floor * 1000, 3))


def _people(url: str) -> tuple[list[dict[str, str]], Callable[[], str]]:
    """What each of a thousand volunteers' browsers sends, and a function that places an order: its key."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from tests import personas

    lin = personas.elder(minutes=10_000)
    mei = personas.proxy(lin)
    headers = []
    for number in range(SOCKETS):
        client = Client()
        client.force_login(
            personas.volunteer(f"罗{number}"), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append({"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "Origin": url})
    return headers, lambda: str(personas.order(mei, lin, at=timezone.now()).id)


async def _bare() -> float:
    command = [sys.executable, "-m", "tests.bench.bare_sockets"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = process.stdout.readline().strip()
    try:
        async with _connected(address, [{}] * SOCKETS) as connections, connect(address) as speaker:

            async def speak() -> str:
                await speaker.send(json.dumps(MESSAGE))
                return str(MESSAGE["order"])

            return statistics.median([await _until_all_heard(connections, speak) for _ in range(TIMES)])
    finally:
        process.kill()
        process.wait()


@contextlib.asynccontextmanager
async def _connected(address: str, headers: list[dict[str, str]]) -> AsyncIterator[list[ClientConnection]]:
    """As many sockets as headers, opened some at once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def open_one(own: dict[str, str]) -> ClientConnection:
        async with gate:
            return await connect(address, additional_headers=own, open_timeout=60, ping_interval=None)

    connections = await asyncio.gather(*(open_one(own) for own in headers))
    try:
        yield connections
    finally:
        await asyncio.gather(*(one.close() for one in connections), return_exceptions=True)


async def _until_all_heard(connections: list[ClientConnection], speak: Callable[[], Awaitable[str]]) -> float:
    """Seconds from the end of ``speak``, which returns the order, until every socket has heard of that order."""

    async def hear(connection: ClientConnection) -> set[str]:
        heard = set()
        async for text in connection:
            message = json.loads(text)
            if message["event"] == MESSAGE["event"]:
                heard.add(message["order"])
                return heard
        raise AssertionError("closed")

    waiting = [asyncio.create_task(hear(connection)) for connection in connections]
    order = await speak()
    started = time.perf_counter()
    async with asyncio.timeout(60):
        heard = await asyncio.gather(*waiting)
    assert all(one == {order} for one in heard)
    return time.perf_counter() - started
