"""One ear for all sockets: what is told to whom, and what must never make it deaf or keep it waiting."""

import asyncio
import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.layers import InMemoryChannelLayer

from frontend.live import consumers, hub
from frontend.live.consumers import MOST_WAITING, LiveConsumer
from frontend.live.hub import GROUP, Hub
from frontend.live.pulse import Look
from frontend.live.topics import Line
from tests.loops import run

BOARD = "board:350425100"
NOTHING = Look(set(), {}, {}, 0)


@dataclass(eq=False)
class Socket:
    """What the hub sees of one."""

    topics: list[str]
    user: Any = field(default_factory=lambda: SimpleNamespace(id="7"))
    heard: list[Line] = field(default_factory=list)
    looks: int = 0

    def hear(self, line: Line) -> None:
        self.heard.append(line)

    def count(self, unread: int) -> None: ...

    def feel(self, look: Look) -> None:
        self.looks += 1


class Weak(InMemoryChannelLayer):
    """A layer that is away when it is first asked for a channel."""

    tries = 0

    async def new_channel(self, prefix: str = "specific.") -> str:
        self.tries += 1
        if self.tries == 1:
            raise OSError("away")
        return str(await super().new_channel(prefix))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No journal is read, and what usually takes seconds takes a moment."""
    for name, seconds in (("BEAT_SECONDS", 0.02), ("AGAIN_SECONDS", 0), ("JOINED_FOR_SECONDS", 0.02)):
        monkeypatch.setattr(hub, name, seconds)
    monkeypatch.setattr(hub, "look_for", lambda *_asked: NOTHING)
    return monkeypatch


def told_to(quick: pytest.MonkeyPatch, layer: InMemoryChannelLayer, *messages: Any) -> list[int]:
    """Sequence numbers a socket of the board hears of these messages."""
    quick.setattr(hub, "get_channel_layer", lambda: layer)

    async def story() -> list[int]:
        ours, socket, other = Hub(), Socket([BOARD]), Socket(["board:350425101"])
        ours.join(socket)
        ours.join(other)
        for message in messages:
            await asyncio.sleep(0.1)  # longer than the group is joined for
            await layer.group_send(GROUP, message)
        await asyncio.sleep(0.1)
        assert not other.heard
        for one in (socket, other):
            ours.leave(one)
            ours.leave(one)
        await asyncio.sleep(0.1)
        assert not layer.groups, "with the last socket the ear is gone"
        return [line.sequence for line in socket.heard]

    return list(run(story()))


def about(sequence: int, *more: str) -> dict[str, Any]:
    return {"lines": [[sequence, BOARD, "{}", *more]], "readers": []}


def test_who_watches_hears_also_long_after_it_joined(quick):
    assert told_to(quick, InMemoryChannelLayer(), about(1), about(2), about(3)) == [1, 2, 3]


def test_a_layer_that_is_away_at_first_is_asked_again(quick):
    assert told_to(quick, Weak(), about(1), about(2))[-1] == 2


def test_words_of_another_release_make_nobody_deaf(quick):
    assert told_to(quick, InMemoryChannelLayer(), {"odd": 1}, about(1, "one more field"), about(2)) == [1, 2]


def test_a_socket_that_fails_keeps_no_other_from_its_look(quick):
    quick.setattr(hub, "get_channel_layer", InMemoryChannelLayer)

    async def story() -> int:
        ours, sockets = Hub(), [Socket([BOARD]) for _ in range(3)]
        sockets[1].feel = None  # type: ignore[assignment,method-assign]
        for socket in sockets:
            ours.join(socket)
        await asyncio.sleep(0.2)
        return min(sockets[0].looks, sockets[2].looks)

    assert run(story()) > 1


def test_a_database_that_is_away_leaves_no_socket_behind(quick):
    def fail(*_asked: Any) -> None:
        raise TimeoutError("no connection")

    quick.setattr(consumers, "welcome", fail)
    scope = {
        "type": "websocket",
        "query_string": f"topics={BOARD}".encode(),
        "user": SimpleNamespace(id="7", is_authenticated=True),
        "session": {},
    }

    async def story() -> None:
        asked = ApplicationCommunicator(LiveConsumer.as_asgi(), scope)
        await asked.send_input({"type": "websocket.connect"})
        with pytest.raises(TimeoutError, match="no connection"):
            await asked.wait()
        assert not consumers.HUB.sockets
        assert not consumers.HUB.watching

    run(story())


def test_a_line_that_takes_nothing_is_told_to_fetch_everything_and_keeps_nobody_waiting():
    async def story() -> list[dict[str, Any]]:
        mine, written, free = LiveConsumer(), [], asyncio.Event()

        async def send(text_data: str) -> None:
            await free.wait()
            written.append(json.loads(text_data))

        mine.send = send
        mine.begin([BOARD])
        mine.early = None
        for number in range(1, MOST_WAITING + 12):
            mine.hear(Line(number, BOARD, json.dumps({"sequence": number})))
            await asyncio.sleep(0)
        free.set()
        await mine.writing
        return written

    written = run(story())
    assert [line.get("behind") for line in written].count(True) == 1
    assert len(written) < MOST_WAITING
    assert written[-1]["sequence"] == MOST_WAITING + 11
