"""One socket per page: hints that something changed; the page fetches what it may see by ordinary requests."""

import asyncio
import json
from collections import deque
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from frontend.live.hub import HUB
from frontend.live.pulse import Look
from frontend.live.topics import INBOX, MOST_TOPICS, Line
from frontend.live.welcome import Welcome, welcome

MOST_WAITING = 200  # lines that a slow page has not taken yet; whoever would get more fetches everything anew
REFUSED, ENDED = 4403, 4401


class LiveConsumer(AsyncWebsocketConsumer):
    """``/live/?topics=board:350425100,inbox&after=<sequence>&unread=3``: what the page knows already."""

    channel_layer_alias = "none"  # the hub hears for all of them

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """However it ends (an error in ``connect``, a page gone while we close), the hub lets go of it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.disconnect(0)

    async def connect(self) -> None:
        asked = parse_qs(self.scope["query_string"].decode("ascii", "replace"))
        self.user, self.session = self.scope["user"], self.scope["session"]
        after, self.unread_told = (_number(asked.get(name, [""])[0]) for name in ("after", "unread"))
        self.begin(list(dict.fromkeys(asked.get("topics", [""])[0].split(","))))
        await self.accept()
        if len(self.topics) > MOST_TOPICS or not self.user.is_authenticated:
            await self.close(REFUSED)
            return
        HUB.join(self)  # before the journal is read: nothing may fall between
        found = await database_sync_to_async(welcome)(self.user, self.topics, after)
        if self.ending is not None:
            return
        if found is None:
            HUB.leave(self)
            await self.close(REFUSED)
        else:
            self._greet_with(found)

    def begin(self, topics: list[str]) -> None:
        """Nothing heard, nothing told."""
        self.topics = topics
        self.early: list[Line] | None = []  # heard before the page was greeted; None from then on
        self.floor = 0
        self.told: set[tuple[int, str]] = set()
        self.lines: deque[str] = deque()  # to be written, in this order
        self.writing: asyncio.Task[None] | None = None
        self.ending: asyncio.Task[None] | None = None
        self.checked = asyncio.get_running_loop().time()
        self.granted: frozenset[Any] = frozenset()

    def _greet_with(self, found: Welcome) -> None:
        self.floor, self.granted = found.floor, found.granted
        self._greet(found.newest, behind=found.behind)
        heard, self.early = self.early or [], None
        for line in [*found.missed, *heard]:
            self.hear(line)
        self.count(found.unread)

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "topics"):
            HUB.leave(self)
        self.early = []  # nothing more is told
        for task in (getattr(self, "writing", None), getattr(self, "ending", None)):
            if task is not None and task is not asyncio.current_task():
                task.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nobody speaks to us here; whoever does is sent away."""
        await self.close(REFUSED)

    def hear(self, line: Line) -> None:
        if self.early is not None:
            self.early.append(line)
            return
        key = (line.sequence, line.topic)
        if line.sequence > self.floor and key not in self.told:
            self.told.add(key)
            self._write(line.text)

    def count(self, unread: int) -> None:
        if INBOX in self.topics and self.early is None and unread != self.unread_told:
            self.unread_told = unread
            self._say(INBOX, 0, "inbox", unread=unread)

    def feel(self, look: Look) -> None:
        if self in look.ended:
            self._end()
            return
        for topic in self.topics:
            for line in look.lines.get(topic, ()):
                self.hear(line)
        self.floor = max(self.floor, look.settled)
        self.told = {key for key in self.told if key[0] > self.floor}
        self.count(look.unread.get(self.user.id, 0))

    def _end(self) -> None:
        HUB.leave(self)
        self.early, self.lines = [], deque()
        self.ending = asyncio.create_task(self.close(ENDED))

    def _greet(self, sequence: int, *, behind: bool) -> None:
        self._say("", sequence, "connected", behind=behind)

    def _say(self, topic: str, sequence: int, event: str, **more: Any) -> None:
        self._write(json.dumps({"topic": topic, "sequence": sequence, "event": event, **more}))

    def _write(self, text: str) -> None:
        """In its turn, by a task of this socket: nobody waits for a slow line but the page at its end."""
        self.lines.append(text)
        if len(self.lines) > MOST_WAITING:
            self.lines.clear()
            self._greet(self.floor, behind=True)
        elif self.writing is None or self.writing.done():
            self.writing = asyncio.create_task(self._write_all())

    async def _write_all(self) -> None:
        while self.lines:
            try:
                await self.send(text_data=self.lines.popleft())
            except (OSError, RuntimeError):  # the page is gone, or we have closed; ``disconnect`` comes next
                return


def _number(text: str) -> int | None:
    """What a page says it knows; None for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None
