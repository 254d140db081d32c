"""One socket per page: hints that something changed; the page fetches what it may see by ordinary requests.

A hint may get lost (a group send is best-effort, Redis may be away), so every few seconds the socket also reads the
journal after the last sequence it knows. The same beat closes sockets whose login may no longer watch.
"""

import asyncio
from collections import deque
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.journal.queries import LATE, events_after, latest_sequence, unread_count
from accounts.people.models import User
from frontend.live.topics import MOST_TOPICS, allowed, concerns, group, message

BEAT_SECONDS = 4
MOST_MISSED = 200  # events a socket reads at once; whoever missed more fetches everything anew
REFUSED, ENDED = 4403, 4401


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """``/live/?topics=board:350425100,inbox&after=<sequence>&unread=3``: what the page knows already."""

    async def connect(self) -> None:
        asked = parse_qs(self.scope["query_string"].decode("ascii", "replace"))
        self.user = self.scope["user"]
        self.topics = list(dict.fromkeys(asked.get("topics", [""])[0].split(",")))
        after, unread = (_number(asked.get(name, [""])[0]) for name in ("after", "unread"))
        self.seen: deque[int] = deque(maxlen=500)
        self.groups: list[str] = []
        self.beat: asyncio.Task[None] | None = None
        self.unread_told = unread
        await self.accept()
        if len(self.topics) > MOST_TOPICS or not await self._may_watch():
            await self.close(REFUSED)
            return
        newest = await database_sync_to_async(latest_sequence)()
        behind = after is not None and newest - after > MOST_MISSED
        self.floor = newest if after is None or behind else min(after, newest)
        for topic in self.topics:
            name = group(topic, self.user.id)
            await self.channel_layer.group_add(name, self.channel_name)
            self.groups.append(name)
        await self.send_json({"topic": "", "sequence": newest, "event": "connected", "behind": behind})
        self.beat = asyncio.create_task(self._beat())

    async def disconnect(self, code: int) -> None:
        if getattr(self, "beat", None):
            self.beat.cancel()  # type: ignore[union-attr]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """Nobody speaks to us here; whoever does is sent away."""
        await self.close(REFUSED)

    async def happened(self, event: dict[str, Any]) -> None:
        await self._tell(event["message"])

    async def unread(self, event: dict[str, Any]) -> None:
        await self._tell_unread()

    async def _tell(self, hint: dict[str, Any]) -> None:
        key = hash((hint["sequence"], hint["topic"]))
        if key not in self.seen:
            self.seen.append(key)
            await self.send_json(hint)

    async def _beat(self) -> None:
        while True:
            if not await self._may_watch():
                await self.close(ENDED)
                return
            for hint in await database_sync_to_async(self._missed)():
                await self._tell(hint)
            await self._tell_unread()
            await asyncio.sleep(BEAT_SECONDS)

    async def _may_watch(self) -> bool:
        return await database_sync_to_async(self._check)()

    def _check(self) -> bool:
        if not self.user.is_authenticated:
            return False
        session = self.scope.get("session")
        if session is not None and not session.exists(session.session_key):
            return False  # signed out elsewhere
        user = User.objects.filter(id=self.user.id, is_active=True).first()
        if user is not None and session is not None and not _of_this_password(user, session):
            return False  # the password was changed since
        return user is not None and all(allowed(user, topic) for topic in self.topics)

    def _missed(self) -> list[dict[str, Any]]:
        hints = []
        settled = timezone.now() - LATE
        for event in events_after(self.floor)[:MOST_MISSED]:
            hints += [message(event, topic) for topic in self.topics if concerns(event, topic)]
            if event.recorded_at < settled:
                self.floor = event.sequence
        return hints

    async def _tell_unread(self) -> None:
        if "inbox" not in self.topics:
            self.unread_told = 0
            return
        count = await database_sync_to_async(unread_count)(self.user)
        if count != self.unread_told:
            self.unread_told = count
            await self.send_json({"topic": "inbox", "sequence": 0, "event": "inbox", "unread": count})


def _number(text: str) -> int | None:
    """What a page says it knows; None for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None


def _of_this_password(user: User, session: Any) -> bool:
    """Whether the session was opened with the password the login has now, as for every page."""
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
