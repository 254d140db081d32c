"""Reports and lists may be read from a copy of the database; everything else is read where it is written (ADR 53).

``@from_replica`` stands before a function that only reads. Inside, rows come from ``REPLICA_URL``, except those that
say who asks and what they may (``NEVER_FROM_REPLICA``). A replica that is away, or later than REPLICA_LATE_SECONDS, is
not asked; one that fails in the middle makes the function run once more, on the primary.
"""

import functools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connection, connections

REPLICA = "replica"
# Apps and tables whose rows say who asks, what they may and what they have read, and emergencies: none may be late.
NEVER_FROM_REPLICA = frozenset(
    {"access", "account", "auth", "incidents", "journal", "knox", "logins", "mfa", "people.user", "sessions"}
)
LOOK_SECONDS, AWAY_SECONDS = 1.0, 5.0  # how long a look holds: one that found it well, one that did not
WAIT_SECONDS = 0.2  # so long a look waits for what was written this very moment
P = ParamSpec("P")
R = TypeVar("R")
_there: ContextVar[bool] = ContextVar("reading from the replica", default=False)


def from_replica(work: Callable[P, R]) -> Callable[P, R]:
    """Run a function on the replica when that is fit. It must write nothing, and may be run twice.

    Within a transaction of the caller it stays on the primary: what was written there stands nowhere else yet.
    """

    @functools.wraps(work)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        if _there.get() or connection.in_atomic_block or not replica.fit():
            return work(*args, **kwargs)
        try:
            with _reading():
                return work(*args, **kwargs)
        except (OperationalError, InterfaceError):
            replica.distrust()
            return work(*args, **kwargs)

    return read


def reading_from() -> str:
    """The name of the connection that rows come from now, for those who open a transaction of their own to read."""
    return REPLICA if _there.get() else DEFAULT_DB_ALIAS


@contextmanager
def _reading() -> Iterator[None]:
    token = _there.set(True)
    try:
        yield
    finally:
        _there.reset(token)
        connections[REPLICA].close()


class ReplicaRouter:
    """For DATABASE_ROUTERS: reads inside ``from_replica`` go there, writes and migrations never.

    Whoever opens a transaction on the replica wants one moment of the house: then every row comes from there.
    """

    def db_for_read(self, model: Any, **hints: Any) -> str:
        kept = not NEVER_FROM_REPLICA.isdisjoint((model._meta.app_label, model._meta.label_lower))
        if kept and not (_there.get() and connections[REPLICA].in_atomic_block):
            return DEFAULT_DB_ALIAS
        return reading_from()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # two rows of the same house, wherever they were read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None


class ReplicaAway(Exception):
    """It cannot be asked; the words say why."""


def has_replica() -> bool:
    """Whether the house has one at all."""
    return REPLICA in connections.settings


class Replica:
    """What this process knows of the replica. Times are of this machine's own clock: no other must agree with it.

    How late it is: the primary says how far it has written (a mark), the replica how far it has come. The newest mark
    it has reached is that old. A replica that lost its primary stays behind the marks, so a cut line shows too.
    """

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._marks: deque[tuple[float, int]] = deque(maxlen=300)
        self._look_again, self._fit = 0.0, False

    def fit(self) -> bool:
        """Whether to read there now; asks both servers at most once a second."""
        if not has_replica():
            return False
        if time.monotonic() >= self._look_again and self._looking.acquire(blocking=False):
            try:
                late = self.late(wait=WAIT_SECONDS)
                self._fit = late is not None and late <= settings.REPLICA_LATE_SECONDS
            except ReplicaAway:
                self._fit = False
            finally:
                self._look_again = time.monotonic() + (LOOK_SECONDS if self._fit else AWAY_SECONDS)
                self._looking.release()
        return self._fit

    def distrust(self) -> None:
        """It failed while somebody read: nobody asks it for a while."""
        self._fit, self._look_again = False, time.monotonic() + AWAY_SECONDS

    def late(self, *, wait: float) -> float | None:
        """How many seconds it is behind; None when it reached no mark.

        Waits up to ``wait`` seconds for it to come along. Raises ReplicaAway, and what the primary raises.
        """
        begun = time.monotonic()
        self._marks.append((begun, _written()))
        try:
            while True:
                come = _replayed()
                reached = [at for at, mark in self._marks if mark <= come]
                if reached and reached[-1] == begun:
                    return 0.0
                if time.monotonic() > begun + wait:
                    return begun - reached[-1] if reached else None
                time.sleep(0.02)
        except DatabaseError as error:
            raise ReplicaAway(str(error).strip().split("\n")[0]) from error
        finally:
            connections[REPLICA].close()


def _written() -> int:
    """How far the primary has written its log, in bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
        return int(cursor.fetchone()[0])


def _replayed() -> int:
    """How far the replica has replayed it. Raises ReplicaAway for a server that follows nobody."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint WHERE pg_is_in_recovery()")
        found = cursor.fetchone()
    if found is None or found[0] is None:
        raise ReplicaAway("it follows no other server")
    return int(found[0])


replica = Replica()
