"""The figures of the house as it stands, from the database and the records beside it; nothing of anybody.

A handful of small questions, each by an index, at most every ten seconds in each process. An age is in seconds, and
infinite for what never happened: so that an alarm about it rings.
"""

import math
import shutil
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.utils import timezone

from accounts.messaging.enums import OPEN
from accounts.messaging.models import Delivery
from accounts.reading import WAIT_SECONDS, ReplicaAway, has_replica, replica
from accounts.running import read_record
from services.incidents.models import Incident
from timebank.ledger.models import Checkpoint
from timebank.operations.doctor.database import HEARTBEAT, why_away

FRESH_SECONDS = 10
LATE = timedelta(minutes=2)  # the net under the clock of emergencies goes round every minute
SLOW_MILLISECONDS = 500
Labels = tuple[str, ...]


@dataclass
class Figures:
    """``values``: name → labels → value. ``database``: whether it answered; if not, its figures are missing."""

    database: bool = True
    values: dict[str, dict[Labels, float]] = field(default_factory=dict)

    def put(self, name: str, value: float | None, *labels: str) -> None:
        if value is not None:
            self.values.setdefault(name, {})[labels] = float(value)

    def get(self, name: str, *labels: str) -> float:
        """Zero for what is not there."""
        return self.values.get(name, {}).get(labels, 0)


_kept: tuple[float, Figures] | None = None
_lock = threading.Lock()


def figures() -> Figures:
    """As of now, or of at most ten seconds ago."""
    global _kept
    with _lock:
        if _kept is None or time.monotonic() - _kept[0] > FRESH_SECONDS:
            _kept = time.monotonic(), read_figures()
        return _kept[1]


def forget_figures() -> None:
    """Read anew when asked next."""
    global _kept
    _kept = None


def read_figures() -> Figures:
    """Ask everything once."""
    found = Figures()
    _records(found)
    _disk(found)
    if why_away():
        found.database = False
        return found
    try:
        for ask in (_jobs, _deliveries, _incidents, _checkpoint, _connections, _statements, _replica):
            ask(found)
    except DatabaseError:
        found.database = False
    return found


def _jobs(found: Figures) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT extract(epoch FROM now() - max(last_heartbeat)),
                count(*) FILTER (WHERE last_heartbeat > now() - make_interval(secs => %s))
                FROM procrastinate_workers""",
            [HEARTBEAT.total_seconds()],
        )
        beat, workers = cursor.fetchone()
        # A job for now says only in its event since when; one for later needs no look at its events.
        cursor.execute("""SELECT count(*), extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at)))
            FROM procrastinate_jobs j
            LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' AND j.scheduled_at IS NULL
            WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())""")
        due, oldest = cursor.fetchone()
        cursor.execute("""SELECT count(*) FILTER (WHERE status = 'doing'), count(*) FILTER (WHERE status = 'failed')
            FROM procrastinate_jobs WHERE status IN ('doing', 'failed')""")
        doing, failed = cursor.fetchone()
    found.put("workers", workers)
    found.put("worker_heartbeat_age_seconds", math.inf if beat is None else beat)
    found.put("jobs_due", due)
    found.put("jobs_oldest_due_seconds", oldest or 0)
    found.put("jobs_running", doing)
    found.put("jobs_failed", failed)


def _deliveries(found: Figures) -> None:
    """Of the last hour by way and what became of them; and those that should have gone out by now."""
    now = timezone.now()
    rows = Delivery.objects.filter(created_at__gte=now - timedelta(hours=1)).order_by()
    for row in rows.values("channel", "state").annotate(number=Count("id")):
        found.put("deliveries_last_hour", row["number"], row["channel"], row["state"])
    late = Delivery.objects.filter(state__in=OPEN, next_try_at__lt=now - timedelta(minutes=5))
    found.put("deliveries_overdue", late.count())


def _incidents(found: Figures) -> None:
    """Emergencies whose time is over and that have not gone up: the clock stands still."""
    waiting = Incident.objects.filter(due_at__isnull=False)
    counted = waiting.aggregate(running=Count("id"), late=Count("id", filter=Q(due_at__lt=timezone.now() - LATE)))
    found.put("incidents_running", counted["running"])
    found.put("incidents_late", counted["late"])


def _checkpoint(found: Figures) -> None:
    sealed = Checkpoint.objects.order_by("-number").values_list("sealed_at", flat=True).first()
    found.put("checkpoint_age_seconds", _age(sealed))


def _connections(found: Figures) -> None:
    with connection.cursor() as cursor:
        cursor.execute("""SELECT coalesce(state, 'other'), count(*), max(extract(epoch FROM now() - xact_start))
            FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1""")
        rows = cursor.fetchall()
        cursor.execute("SELECT current_setting('max_connections')::int")
        most = cursor.fetchone()[0]
    for state, number, _oldest in rows:
        found.put("database_connections", number, state)
    found.put("database_connections_most", most)
    found.put("database_oldest_transaction_seconds", max((float(one) for _s, _n, one in rows if one), default=0))


def _statements(found: Figures) -> None:
    """Kinds of statements that take half a second on average; only where pg_stat_statements is there. No text.

    Both must be true, or asking is an error: the extension is in the database, and the server was started with it (its
    settings are known then; one written for a server without it is not among ``pg_settings``).
    """
    with connection.cursor() as cursor:
        cursor.execute("""SELECT to_regprocedure('pg_stat_statements(boolean)') IS NOT NULL
            AND EXISTS (SELECT FROM pg_settings WHERE name = 'pg_stat_statements.max')""")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(
            """SELECT count(*) FILTER (WHERE mean_exec_time > %s), sum(total_exec_time) / 1000
            FROM pg_stat_statements(false)
            WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())""",
            [SLOW_MILLISECONDS],
        )
        slow, seconds = cursor.fetchone()
    found.put("database_slow_statements", slow)
    found.put("database_statement_seconds", seconds or 0)


def _replica(found: Figures) -> None:
    """How late the second server is; away or late beyond measure is infinite."""
    if has_replica():
        try:
            late = replica.late(wait=WAIT_SECONDS)
        except ReplicaAway:
            late = None
        found.put("replica_late_seconds", math.inf if late is None else late)


def _records(found: Figures) -> None:
    for name in ("backup", "drill", "audit", "keys"):
        record = read_record(name) or {}
        at = record.get("at")
        found.put(f"{name}_age_seconds", _age(datetime.fromisoformat(at) if at else None))
        if "ok" in record:
            found.put(f"{name}_ok", record["ok"])
    backup: dict[str, Any] = read_record("backup") or {}
    found.put("backup_bytes", backup.get("bytes"))


def _disk(found: Figures) -> None:
    for place, path in (("house", settings.VAR), ("backups", settings.BACKUP_FOLDER)):
        if path and Path(path).exists():
            found.put("disk_free_bytes", shutil.disk_usage(path).free, place)


def _age(at: datetime | None) -> float:
    return math.inf if at is None else (timezone.now() - at).total_seconds()
