"""One ear for all sockets of a process: a hint comes in once, is put into words once, and is told to whoever watches.

A channel for each socket would carry every hint a thousand times through the layer, each time with a change of threads.
What the layer loses (a group send is best-effort, Redis may be away), a look into the journal every few seconds brings.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.db import Error

from accounts.journal.queries import unread_counts
from frontend.live.pulse import Look, Watching, look_for
from frontend.live.topics import INBOX, Line

GROUP = "live"
BEAT_SECONDS = 4
JOINED_FOR_SECONDS = 600  # then the group is joined anew, without a gap
AGAIN_SECONDS = 2
logger = logging.getLogger(__name__)


class Listener(Watching, Protocol):
    """A socket as the hub knows it. None of these may wait: one slow line would keep all others waiting."""

    def hear(self, line: Line) -> None:
        """Tell a line of a topic it watches, unless it was told before."""

    def count(self, unread: int) -> None:
        """Tell how many notices are unread, when that is news."""

    def feel(self, look: Look) -> None:
        """Tell what is new in a look, or end."""


class Hub:
    """The sockets of this process by what they watch, and two tasks as long as there are any."""

    def __init__(self) -> None:
        self.sockets: set[Listener] = set()
        self.watching: defaultdict[str, set[Listener]] = defaultdict(set)
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.counting: set[asyncio.Task[None]] = set()

    def join(self, socket: Listener) -> None:
        self.sockets.add(socket)
        for topic in socket.topics:
            self.watching[topic].add(socket)
        self._keep_running("listen", self._listen)
        self._keep_running("beat", self._beat)

    def leave(self, socket: Listener) -> None:
        """May be said twice."""
        self.sockets.discard(socket)
        for topic in socket.topics:
            self.watching[topic].discard(socket)
            if not self.watching[topic]:
                del self.watching[topic]

    def tell(self, message: dict[str, Any]) -> None:
        """``{"lines": [[sequence, topic, text], …], "readers": [user id, …]}``, as ``deliver_event`` sends it."""
        for line in (Line(*one[:3]) for one in message["lines"]):
            for socket in self.watching.get(line.topic, ()):
                socket.hear(line)
        readers = set(message["readers"])
        reached = [socket for socket in self.watching.get(INBOX, ()) if str(socket.user.id) in readers]
        if reached:
            task = asyncio.create_task(self._count(reached))
            self.counting.add(task)
            task.add_done_callback(self.counting.discard)

    async def _count(self, sockets: list[Listener]) -> None:
        with contextlib.suppress(Error):  # the next beat counts again
            unread = await database_sync_to_async(unread_counts)({socket.user.id for socket in sockets})
            for socket in sockets:
                socket.count(unread.get(socket.user.id, 0))

    def _keep_running(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = self.tasks.get(name)
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            self.tasks[name] = asyncio.create_task(work())

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear_on_a_channel()
            except Exception:  # whatever it is, it must not make everybody deaf
                logger.warning("No hints arrive from other processes", exc_info=True)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _hear_on_a_channel(self) -> None:
        """Until something goes wrong. A receive that is cancelled takes its channel along: only the last one is."""
        layer = get_channel_layer()
        channel = await layer.new_channel()
        hearing: asyncio.Task[dict[str, Any]] | None = None
        try:
            while True:
                await layer.group_add(GROUP, channel)  # again and again: members of a group are forgotten after a day
                hearing = hearing or asyncio.create_task(layer.receive(channel))
                await asyncio.wait({hearing}, timeout=JOINED_FOR_SECONDS)
                if hearing.done():
                    message, hearing = hearing.result(), None
                    self.tell(message)
        finally:
            if hearing is not None:
                hearing.cancel()
            with contextlib.suppress(Exception):
                await layer.group_discard(GROUP, channel)

    async def _beat(self) -> None:
        """Ends by itself when nobody is left at a beat, and the listening with it: a page that is left for the next
        one must not cost a new channel."""
        settled = None
        while self.sockets:
            sockets = list(self.sockets)
            try:
                look = await database_sync_to_async(look_for)(sockets, settled, asyncio.get_running_loop().time())
                settled = look.settled
            except Exception:  # the next look finds what this one did not
                logger.warning("The journal could not be read for the sockets", exc_info=True)
            else:
                self._feel(sockets, look)
            await asyncio.sleep(BEAT_SECONDS)
        if listening := self.tasks.pop("listen", None):
            listening.cancel()

    def _feel(self, sockets: list[Listener], look: Look) -> None:
        """One that fails keeps no other from hearing, or from being sent away."""
        for socket in sockets:
            try:
                socket.feel(look)
            except Exception:
                logger.warning("A socket could not be told", exc_info=True)


HUB = Hub()
