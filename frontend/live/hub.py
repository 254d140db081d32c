"""One ear for all sockets of a process: a hint comes in once, is put into words once, and is told to whoever watches.

A channel for each socket would carry every hint a thousand times through the layer, each time with a change of threads.
What the layer loses (a group send is best-effort, Redis may be away), a look into the journal every few seconds brings.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any, Protocol

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.db import Error
from redis.exceptions import RedisError

from accounts.journal.queries import unread_counts
from frontend.live.pulse import Look, Watching, look_for
from frontend.live.topics import INBOX, Line

GROUP = "live"
BEAT_SECONDS = 4
JOINED_FOR_SECONDS = 30  # then the group is joined anew: a Redis that was started again knows nobody
AGAIN_SECONDS = 2
logger = logging.getLogger(__name__)


class Listener(Watching, Protocol):
    """A socket as the hub knows it. Neither method may wait: one slow line would keep all others waiting."""

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
        if not self.sockets:
            for task in self.tasks.values():
                task.cancel()
            self.tasks = {}

    def tell(self, message: dict[str, Any]) -> None:
        """``{"lines": [[sequence, topic, text], …], "readers": [user id, …]}``, as ``deliver_event`` sends it."""
        for line in (Line(*one) for one in message["lines"]):
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

    def _keep_running(self, name: str, work: Any) -> None:
        task = self.tasks.get(name)
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            self.tasks[name] = asyncio.create_task(_unless_stopped(work()))

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        try:
            while True:
                try:
                    await layer.group_add(GROUP, channel)
                    async with asyncio.timeout(JOINED_FOR_SECONDS):
                        while True:
                            self.tell(await layer.receive(channel))
                except TimeoutError:
                    continue
                except (RedisError, OSError):
                    logger.warning("No hints arrive from other processes", exc_info=True)
                    await asyncio.sleep(AGAIN_SECONDS)
        finally:
            with contextlib.suppress(RedisError, OSError):
                await layer.group_discard(GROUP, channel)

    async def _beat(self) -> None:
        settled = None
        while True:
            sockets = list(self.sockets)
            try:
                look = await database_sync_to_async(look_for)(sockets, settled, asyncio.get_running_loop().time())
                settled = look.settled
                for socket in sockets:
                    socket.feel(look)
            except Error:
                logger.warning("The journal could not be read for the sockets", exc_info=True)
            await asyncio.sleep(BEAT_SECONDS)


async def _unless_stopped(work: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await work


HUB = Hub()
