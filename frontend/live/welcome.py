"""What a page is told as soon as its socket stands."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from accounts.access.queries import grants_standing
from accounts.journal.queries import events_after, latest_sequence, unread_count
from frontend.live.pulse import may_watch
from frontend.live.topics import INBOX, Line, line_of, topics_of

MOST_MISSED = 200  # events read for a page that comes back; whoever missed more fetches everything anew


@dataclass(frozen=True)
class Welcome:
    """The newest sequence number, whether the page is too far behind, the lines after ``floor``, unread notices."""

    newest: int
    behind: bool
    floor: int
    missed: list[Line]
    unread: int
    granted: frozenset[Any]  # grants of the login, read before anything else


def welcome(user: Any, topics: Collection[str], after: int | None) -> Welcome | None:
    """For a page that knows all up to ``after`` (None: what it shows is from now); None when it may not watch.

    In one turn, since each turn of a socket takes a connection of its own: a thousand pages come back at once when a
    process was restarted.
    """
    granted = grants_standing([user.id]).get(user.id, frozenset())
    if not may_watch(user, topics):
        return None
    newest = latest_sequence()
    behind = after is not None and newest - after > MOST_MISSED
    floor = newest if after is None or behind else min(after, newest)
    missed = [
        line_of(event, topic)
        for event in events_after(floor)[:MOST_MISSED]
        for topic in topics_of(event)
        if topic in topics
    ]
    return Welcome(newest, behind, floor, missed, unread_count(user) if INBOX in topics else 0, granted)
