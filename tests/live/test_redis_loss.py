"""Row 9: Redis stops and comes back while people write and watch. Nothing is lost but seconds."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live.test_sockets import TOWNSHIP, helper_of, new_order, signed_in, socket, start_redis
from tests.loops import run
from tests.servers import RunningServer, serve
from tests.sizes import sized

pytestmark = [pytest.mark.server, pytest.mark.verifies(9)]
DOWN_SECONDS, WRITES, SOCKETS, CONVERGES_SECONDS = sized(6, 30), sized(16, 200), sized(8, 50), 15
WATCHERS = ("volunteer", "volunteer2")


class Redis:
    """A server that can be stopped and started in the same place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.process = start_redis(folder)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        (self.folder / "redis.sock").unlink(missing_ok=True)

    def start(self) -> None:
        self.process = start_redis(self.folder)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    made = Redis(tmp_path / "redis")
    yield made
    made.process.kill()
    made.process.wait()


def write(helper: httpx.Client, number: int, orders: list[str]) -> None:
    """Place an order, or call off the one placed before: each is a write that everybody hears of."""
    if number % 2 == 0:
        answer, _body = new_order(helper, hours=80 + number / 10)
        assert answer.status_code == 201, answer.text
        orders.append(answer.json()["id"])
    else:
        answer = helper.post(f"/orders/{orders[-1]}/cancel/", json={"reason": "试"})
        assert answer.status_code == 200, answer.text


def test_nothing_fails_nobody_is_signed_out_and_the_boards_agree_again(seeded_template, tmp_path, redis):
    with serve(seeded_template, tmp_path / "var", REDIS_URL=f"unix://{redis.folder}/redis.sock") as server:
        run(_story(server, redis))


async def _story(server: RunningServer, redis: Redis) -> None:
    cookies = {name: signed_in(server, name) for name in WATCHERS}
    heard: list[set[str]] = [set() for _ in range(SOCKETS)]
    ready = [asyncio.Event() for _ in range(SOCKETS)]
    watching = [
        asyncio.create_task(_watch(server, cookies[WATCHERS[n % len(WATCHERS)]], heard[n], ready[n]))
        for n in range(SOCKETS)
    ]
    async with asyncio.timeout(60):
        await asyncio.gather(*(one.wait() for one in ready))
    orders: list[str] = []
    with helper_of(server) as helper:
        await asyncio.to_thread(write, helper, 0, orders)  # all is well
        await asyncio.to_thread(redis.stop)
        begun, number = time.monotonic(), 1
        while number < WRITES - 2 or time.monotonic() - begun < DOWN_SECONDS:
            if number < WRITES - 2:
                await asyncio.to_thread(write, helper, number, orders)
                number += 1
            else:
                await asyncio.sleep(0.2)
            if number % 8 == 0:
                await asyncio.to_thread(_still_signed_in, server, cookies)
        await asyncio.to_thread(signed_in, server, "township")  # the door is open
        await asyncio.to_thread(redis.start)
        for last in range(WRITES - 2, WRITES):
            await asyncio.to_thread(write, helper, last, orders)
        await _agree(heard, set(orders))
        await asyncio.to_thread(_still_signed_in, server, cookies)
        kept = {one["id"] for one in helper.get("/orders/", params={"page_size": 100}).json()["results"]}
        assert set(orders[-20:]) <= kept
    assert not any(task.done() for task in watching)  # no socket was closed
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)


async def _watch(server: RunningServer, cookies: dict[str, str], heard: set[str], ready: asyncio.Event) -> None:
    async with socket(server, f"board:{TOWNSHIP}", cookies=cookies) as connection:
        ready.set()
        async for text in connection:
            if '"order"' in text:
                heard.add(_order(text))


def _order(text: str) -> str:
    message: dict[str, Any] = json.loads(text)
    return str(message.get("order", ""))


async def _agree(heard: list[set[str]], wanted: set[str]) -> None:
    """Every socket has heard of every order, within the time."""
    async with asyncio.timeout(CONVERGES_SECONDS):
        while not all(wanted <= one for one in heard):
            await asyncio.sleep(0.2)


def _still_signed_in(server: RunningServer, cookies: dict[str, dict[str, str]]) -> None:
    for name, jar in cookies.items():
        with httpx.Client(base_url=server.url, cookies=jar) as client:
            page = client.get("/me/")
            assert page.status_code == 200, (name, page.status_code, page.headers.get("location"))
