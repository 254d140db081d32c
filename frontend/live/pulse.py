"""One look every few seconds for all sockets of a process: what a lost hint would have told, and who may still watch.

A hint may get lost (a group send is best-effort, Redis may be away), so the journal is read as well. It is read once
for everybody: a thousand sockets that each asked for themselves would keep a core busy.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from channels.db import database_sync_to_async
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import Error
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.journal.queries import LATE, events_after, settled_sequence, unread_counts
from accounts.people.models import User
from frontend.live.topics import allowed, message, topics_of

BEAT_SECONDS = 4
MOST_READ = 2_000  # events of one look; what comes after them is read by the next
CHECKED_A_BEAT = 250  # sockets whose permissions are asked anew at each beat, those asked longest ago first
logger = logging.getLogger(__name__)


class Watching(Protocol):
    """A socket as the pulse knows it."""

    user: Any
    session: Any
    topics: list[str]
    checked: float

    def __hash__(self) -> int: ...

    def feel(self, look: "Look") -> None:
        """Tell what is new in it, without keeping the others waiting."""


@dataclass(frozen=True)
class Look:
    """What one beat found: sockets that must close, hints by topic and unread notices by user.

    It was made at ``at`` (seconds of the loop) and holds at least what happened in the ``LATE`` before. Up to the
    sequence number ``settled`` nothing is still to come.
    """

    ended: Collection[Watching]
    hints: dict[str, list[dict[str, Any]]]
    unread: dict[UUID, int]
    at: float
    settled: int


class Pulse:
    """The sockets of this process, and the one task that looks for all of them."""

    def __init__(self) -> None:
        self.sockets: set[Watching] = set()
        self.task: asyncio.Task[None] | None = None

    def join(self, socket: Watching) -> None:
        self.sockets.add(socket)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run())

    def leave(self, socket: Watching) -> None:
        self.sockets.discard(socket)

    async def _run(self) -> None:
        """As long as anybody watches."""
        settled = None
        while self.sockets:
            sockets = list(self.sockets)
            try:
                look = await database_sync_to_async(look_for)(sockets, settled, asyncio.get_running_loop().time())
                settled = look.settled
                for socket in sockets:
                    socket.feel(look)
            except Error:
                logger.warning("The journal could not be read for the sockets", exc_info=True)
            await asyncio.sleep(BEAT_SECONDS)


PULSE = Pulse()


def look_for(sockets: list[Watching], since: int | None, now: float) -> Look:
    """Read for all of them: five queries, and one or two for each socket that is asked for its permissions."""
    if since is None:
        since = settled_sequence(at=timezone.now())
    hints, settled = _happened({topic for socket in sockets for topic in socket.topics}, since)
    readers = {socket.user.id for socket in sockets if "inbox" in socket.topics}
    ended = _signed_out(sockets)
    for socket in sorted(sockets, key=lambda socket: socket.checked)[:CHECKED_A_BEAT]:
        socket.checked = now
        if not may_watch(socket.user, socket.topics):
            ended.add(socket)
    return Look(ended, hints, unread_counts(readers), now, settled)


def may_watch(user: Any, topics: Collection[str]) -> bool:
    """Whether the login may watch all of these now."""
    return all(allowed(user, topic) for topic in topics)


def _happened(watched: set[str], since: int) -> tuple[dict[str, list[dict[str, Any]]], int]:
    hints, settled = defaultdict(list), since
    young = timezone.now() - LATE
    for event in events_after(since).defer("words")[:MOST_READ]:
        for topic in watched.intersection(topics_of(event)):
            hints[topic].append(message(event, topic))
        if event.recorded_at < young:
            settled = event.sequence
    return dict(hints), settled


def _signed_out(sockets: list[Watching]) -> set[Watching]:
    """Whose session is gone or of an older password, and whose login was deactivated."""
    users = User.objects.filter(is_active=True).in_bulk([socket.user.id for socket in sockets])
    keys = [socket.session.session_key for socket in sockets]
    open_ones = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    kept = set(open_ones.values_list("session_key", flat=True))
    return {
        socket
        for socket in sockets
        if socket.user.id not in users
        or socket.session.session_key not in kept
        or not _of_this_password(users[socket.user.id], socket.session)
    }


def _of_this_password(user: User, session: Any) -> bool:
    """Whether the session was opened with the password the login has now, as for every page."""
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
