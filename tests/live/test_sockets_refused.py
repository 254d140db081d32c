"""Row 24: sockets that must not be, or no longer be."""

import asyncio
import contextlib
import json
from functools import cache

import psycopg
import pytest
import websockets

from tests.live.test_sockets import TOWNSHIP, closed_with, helper_of, hint, new_order, server, signed_in, socket
from tests.loops import run
from tests.sizes import sized

pytestmark = [pytest.mark.server, pytest.mark.verifies(24)]
__all__ = ["server"]  # one server for the module
REFUSED, ENDED, TOO_BIG = 4403, 4401, 1009
SECONDS = 5
cookies_of = cache(signed_in)  # one signing in for each login
FOREIGN = [
    ("volunteer", "territory:350425"), ("volunteer", f"territory:{TOWNSHIP}"), ("village", "territory:350425"),
    ("village", "territory:350425101"), ("township", "territory:350425101"), ("helper", f"board:{TOWNSHIP}"),
    ("operator", "territory:350429"), ("family", "order:01a22492-3994-7598-992c-91dcbc0953f7"), ("admin", "inbox:x"),
    ("county", "territory:3504"), ("county", "territory:"), ("volunteer", "board:%"), ("volunteer", ""),
    ("village", ",".join(["inbox"] + [f"board:35042510{n}" for n in range(9)])),
]  # fmt: skip
ORIGINS = ("http://elsewhere.example", "https://127.0.0.1.elsewhere.example", "null", "http://localhost.example", None)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("username", ["helper", ""])
def test_another_origin_or_none_is_refused_before_anything_is_said(server, origin, username):
    async def story() -> None:
        cookies = cookies_of(server, username) if username else None
        async with socket(server, "inbox", cookies=cookies, origin=origin):
            pass

    with pytest.raises(websockets.InvalidStatus) as refused:
        run(story())
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(("username", "topics"), sized(FOREIGN[:6], FOREIGN))
def test_what_is_somebody_elses_is_closed_without_a_word(server, username, topics):
    async def story() -> tuple[int, list[str]]:
        heard = []
        async with socket(server, topics, cookies=cookies_of(server, username)) as watching:
            with contextlib.suppress(websockets.ConnectionClosed):
                async for text in watching:
                    heard.append(text)
            return int(watching.close_code), heard

    assert run(story()) == (REFUSED, [])


def test_the_anonymous_are_closed(server):
    async def story() -> list[int]:
        codes = []
        for topics in ("inbox", f"board:{TOWNSHIP}", f"territory:{TOWNSHIP}", ""):
            async with socket(server, topics) as watching:
                codes.append(await closed_with(watching))
        async with socket(server, "inbox", cookies={"sessionid": "f" * 32}) as watching:
            codes.append(await closed_with(watching))
        return codes

    assert run(story()) == [REFUSED] * 5


@pytest.mark.parametrize(
    ("username", "topic", "taken"),
    [
        ("township", f"territory:{TOWNSHIP}", "UPDATE access_grant SET until = now() FROM people_user u"),
        ("volunteer2", f"board:{TOWNSHIP}", "UPDATE access_grant SET until = now() FROM people_user u"),
    ],
)
def test_whoever_loses_the_role_is_closed_within_seconds(server, username, topic, taken):
    async def story() -> tuple[int, float]:
        async with socket(server, topic, cookies=cookies_of(server, username)) as watching:
            await watching.recv()
            with psycopg.connect(server.database_url) as database:
                database.execute(f"{taken} WHERE u.id = access_grant.user_id AND u.username = %s", [username])
            begun = asyncio.get_running_loop().time()
            code = await closed_with(watching)
            return code, asyncio.get_running_loop().time() - begun

    code, took = run(story())
    assert code == ENDED
    assert took < SECONDS + 3  # the machine of the tests is busy; the beat is 4 s


def test_a_frame_of_a_megabyte_ends_the_connection_and_nothing_else(server):
    async def story() -> list[int]:
        codes = []
        cookies = cookies_of(server, "helper")
        for sent in ("x" * 1_000_000, b"\0" * 1_000_000, "hello"):
            async with socket(server, "inbox", cookies=cookies) as watching:
                await watching.recv()
                await watching.send(sent)
                codes.append(await closed_with(watching))
        async with socket(server, "inbox", cookies=cookies) as watching:
            assert json.loads(await watching.recv())["event"] == "connected"
        return codes

    assert run(story()) == [TOO_BIG, TOO_BIG, REFUSED]


def test_what_travels_names_nobody(server):
    """Everything a socket says of an order with a note on it: keys and states."""

    async def story() -> list[str]:
        async with socket(server, f"board:{TOWNSHIP},inbox", cookies=cookies_of(server, "volunteer")) as watching:
            with helper_of(server) as helper:
                placed, body = await asyncio.to_thread(new_order, helper, hours=99)
                assert placed.status_code == 201
                return [json.dumps(await hint(watching, f"board:{TOWNSHIP}"), ensure_ascii=False), body["note"]]

    said, note = run(story())
    for word in (note, "池金土", "范细妹", "连玉英", "白岩", "138"):
        assert word not in said.replace("350425100", "")
