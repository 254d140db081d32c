"""A page says up to which event it knows everything; its socket tells what came since, and nothing twice."""

import asyncio
import json
import re
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from accounts.journal.queries import LATE, latest_sequence, settled_sequence
from tests import personas
from tests.api.test_main_job_over_http import new_order
from tests.live.test_sockets import TOWNSHIP, helper_of, hint, signed_in, socket
from tests.loops import run

BOARD = f"board:{TOWNSHIP}"


@pytest.fixture
def server(one_server):
    return one_server


def known(server, cookies) -> dict[str, str]:
    """What a page writes on its body."""
    page = httpx.get(f"{server.url}/inbox/", cookies=cookies).text
    return dict(re.findall(r'data-live-(after|unread)="(\d+)"', page))


async def told(connection, *, seconds: float = 3) -> list[dict]:
    """Everything that is said within some seconds."""
    said = []
    try:
        async with asyncio.timeout(seconds):
            async for text in connection:
                said.append(json.loads(text))
    except TimeoutError:
        pass
    return said


@pytest.mark.server
def test_what_the_page_shows_already_is_not_told_again_and_what_came_since_is(server):
    cookies = signed_in(server, "volunteer2")

    async def story():
        page = known(server, cookies)
        topics, after = f"{BOARD},inbox&unread={page['unread']}", int(page["after"])
        async with socket(server, topics, cookies=cookies, after=after) as watching:
            first, *more = await told(watching)
            assert (first["event"], first["behind"]) == ("connected", False)
            # In the evening the jobs of a server that just began have reminders to tell meanwhile.
            again = [m for m in more if m.get("unread") == int(page["unread"]) or m.get("sequence", after + 1) <= after]
            assert again == []
            with helper_of(server) as helper:
                placed, _ = await asyncio.to_thread(new_order, helper, hours=94)
            return after, await hint(watching, BOARD, order=placed.json()["id"])

    after, message = run(story())
    assert message["sequence"] > after


@pytest.mark.server
def test_between_the_page_and_its_socket_nothing_is_lost(server):
    cookies = signed_in(server, "volunteer2")

    async def story():
        page = known(server, cookies)
        with helper_of(server) as helper:
            placed, _ = await asyncio.to_thread(new_order, helper, hours=96)
        async with socket(server, BOARD, cookies=cookies, after=int(page["after"])) as watching:
            return int(page["after"]), await hint(watching, BOARD, order=placed.json()["id"])

    after, message = run(story())
    assert message["sequence"] > after


@pytest.mark.server
@pytest.mark.parametrize(("unread", "after", "behind"), [("99", "1", True), ("x", "9" * 20, False), ("-1", "٣", False)])
def test_a_page_that_is_old_or_says_nonsense_is_told_everything(server, unread, after, behind):
    cookies = signed_in(server, "volunteer2")

    async def story():
        async with socket(server, f"inbox&unread={unread}&after={after}", cookies=cookies) as watching:
            return await told(watching)

    first, *more = run(story())
    assert first["behind"] is behind
    assert [message["event"] for message in more] == ["inbox"]  # the true number of what is unread


@pytest.mark.django_db
def test_what_is_younger_than_the_longest_transaction_is_not_settled():
    lin = personas.elder()
    personas.order(personas.proxy(lin), lin)
    now = timezone.now()
    assert settled_sequence(at=now) == 0
    assert settled_sequence(at=now + LATE + timedelta(seconds=1)) == latest_sequence() > 0
