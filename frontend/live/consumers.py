"""One socket per page: hints that something changed; the page fetches what it may see by ordinary requests."""

import asyncio
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from accounts.journal.queries import LATE, events_after, latest_sequence, unread_count
from frontend.live.pulse import PULSE, Look, may_watch
from frontend.live.topics import MOST_TOPICS, group, message, topics_of

MOST_MISSED = 200  # events a socket reads when it comes; whoever missed more fetches everything anew
REFUSED, ENDED = 4403, 4401


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """``/live/?topics=board:350425100,inbox&after=<sequence>&unread=3``: what the page knows already."""

    async def connect(self) -> None:
        asked = parse_qs(self.scope["query_string"].decode("ascii", "replace"))
        self.user, self.session = self.scope["user"], self.scope["session"]
        self.topics = list(dict.fromkeys(asked.get("topics", [""])[0].split(",")))
        after, unread = (_number(asked.get(name, [""])[0]) for name in ("after", "unread"))
        self.told: set[tuple[int, str]] = set()
        self.groups: list[str] = []
        self.checked = asyncio.get_running_loop().time()
        self.passed_over: float | None = None  # since when, while a look is still being told
        self.telling: asyncio.Task[None] | None = None
        self.unread_told = unread
        await self.accept()
        if len(self.topics) > MOST_TOPICS or not await database_sync_to_async(may_watch)(self.user, self.topics):
            await self.close(REFUSED)
            return
        newest = await database_sync_to_async(latest_sequence)()
        behind = after is not None and newest - after > MOST_MISSED
        self.floor = newest if after is None or behind else min(after, newest)
        for topic in self.topics:
            name = group(topic, self.user.id)
            await self.channel_layer.group_add(name, self.channel_name)
            self.groups.append(name)
        await self._greet(newest, behind=behind)
        for hint in await database_sync_to_async(self._missed)():
            await self._tell(hint)
        await self._tell_unread()
        PULSE.join(self)

    async def disconnect(self, code: int) -> None:
        PULSE.leave(self)
        if getattr(self, "telling", None):
            self.telling.cancel()  # type: ignore[union-attr]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """Nobody speaks to us here; whoever does is sent away."""
        await self.close(REFUSED)

    async def happened(self, event: dict[str, Any]) -> None:
        await self._tell(event["message"])

    async def unread(self, event: dict[str, Any]) -> None:
        await self._tell_unread()

    def feel(self, look: Look) -> None:
        """A beat of the pulse; passed over by whoever still hears the last one, on a slow line."""
        if self.telling is None or self.telling.done():
            self.telling = asyncio.create_task(self._catch_up(look))
        elif self.passed_over is None:
            self.passed_over = look.at

    async def _catch_up(self, look: Look) -> None:
        if self in look.ended:
            await self.close(ENDED)
            return
        if self.passed_over is not None and look.at - self.passed_over > LATE.total_seconds():
            await self._greet(look.settled, behind=True)  # the page fetches everything anew
        self.passed_over = None
        for topic in self.topics:
            for hint in look.hints.get(topic, []):
                await self._tell(hint)
        self.floor = max(self.floor, look.settled)
        self.told = {key for key in self.told if key[0] > self.floor}
        await self._tell_count(look.unread.get(self.user.id, 0))

    async def _greet(self, sequence: int, *, behind: bool) -> None:
        await self.send_json({"topic": "", "sequence": sequence, "event": "connected", "behind": behind})

    async def _tell(self, hint: dict[str, Any]) -> None:
        key = (hint["sequence"], hint["topic"])
        if key[0] > self.floor and key not in self.told:
            self.told.add(key)
            await self.send_json(hint)

    def _missed(self) -> list[dict[str, Any]]:
        return [
            message(event, topic)
            for event in events_after(self.floor)[:MOST_MISSED]
            for topic in topics_of(event)
            if topic in self.topics
        ]

    async def _tell_unread(self) -> None:
        if "inbox" in self.topics:
            await self._tell_count(await database_sync_to_async(unread_count)(self.user))

    async def _tell_count(self, count: int) -> None:
        if "inbox" in self.topics and count != self.unread_told:
            self.unread_told = count
            await self.send_json({"topic": "inbox", "sequence": 0, "event": "inbox", "unread": count})


def _number(text: str) -> int | None:
    """What a page says it knows; None for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None
