"""One look every few seconds for all sockets of a process: what a lost hint would have told, and who may still watch.

It is read once for everybody: a thousand sockets that each asked for themselves would keep a core busy.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.access.queries import grants_standing
from accounts.journal.queries import LATE, events_after, settled_sequence, unread_counts
from accounts.people.models import User
from frontend.live.topics import INBOX, Line, allowed, line_of, topics_of

MOST_READ = 2_000  # events of one look; what comes after them is read by the next
CHECKED_A_BEAT = 100  # sockets whose permissions are asked anew without a reason, those asked longest ago first


class Watching(Protocol):
    """A socket as the pulse knows it."""

    user: Any
    session: Any
    topics: list[str]
    checked: float
    granted: frozenset[Any]  # the login's grants when its permissions were asked

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class Look:
    """What one beat found: sockets that must close, lines by topic and unread notices by user.

    It holds at least what happened in the ``LATE`` before it. Up to the sequence number ``settled`` nothing is still
    to come.
    """

    ended: Collection[Watching]
    lines: dict[str, list[Line]]
    unread: dict[UUID, int]
    settled: int


def look_for(sockets: list[Watching], since: int | None, now: float) -> Look:
    """Read for all of them: six queries at most, and one for each topic of a socket that is asked for its permissions.

    Asked are all whose login gained or lost a role, and some others: a mandate or an order may have ended as well.
    """
    if since is None:
        since = settled_sequence(at=timezone.now())
    lines, settled = _happened({topic for socket in sockets for topic in socket.topics}, since)
    readers = {socket.user.id for socket in sockets if INBOX in socket.topics}
    ended = _signed_out(sockets)
    grants = grants_standing({socket.user.id for socket in sockets})
    changed = [socket for socket in sockets if grants.get(socket.user.id, frozenset()) != socket.granted]
    for socket in {*changed, *sorted(sockets, key=lambda socket: socket.checked)[:CHECKED_A_BEAT]}:
        socket.checked, socket.granted = now, grants.get(socket.user.id, frozenset())
        if not may_watch(socket.user, socket.topics):
            ended.add(socket)
    return Look(ended, lines, unread_counts(readers), settled)


def may_watch(user: Any, topics: Collection[str]) -> bool:
    """Whether the login may watch all of these now."""
    return all(allowed(user, topic) for topic in topics)


def _happened(watched: set[str], since: int) -> tuple[dict[str, list[Line]], int]:
    lines, settled = defaultdict(list), since
    young = timezone.now() - LATE
    for event in events_after(since).defer("words")[:MOST_READ]:
        for topic in watched.intersection(topics_of(event)):
            lines[topic].append(line_of(event, topic))
        if event.recorded_at < young:
            settled = event.sequence
    return dict(lines), settled


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
