"""PostgreSQL: its version, its promises, its migrations; the jobs in it; the Redis beside it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import psycopg
import redis
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.reading import Replica, ReplicaAway, has_replica
from timebank.operations.doctor import Finding, Level

OLDEST = 17
HEARTBEAT = timedelta(minutes=2)
LATE = timedelta(minutes=5)
AWAY_SECONDS = 2.0
PROMISES = {"fsync": "on", "full_page_writes": "on"}


def why_away() -> str:
    """Why no connection is to be had within two seconds; nothing when one is.

    The pool waits half a minute for a server that is away, once for every question. Whoever asks many would be given up
    by Prometheus and by people before the first answer.
    """
    pool = cast(DatabaseWrapper, connection).pool
    if pool is None or connection.connection is not None:
        return ""
    try:
        pool.open()
        pool.putconn(pool.getconn(timeout=AWAY_SECONDS))
    except psycopg.OperationalError as error:
        return str(error)
    return ""


def server() -> Iterator[Finding]:
    """Version, durability, and that the house is no superuser: one may switch the guards off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_setting('is_superuser')")
        version, superuser = cursor.fetchone()
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(PROMISES)])
        broken = [name for name, value in cursor.fetchall() if value != PROMISES[name]]
    told = {"version": version, "oldest": OLDEST}
    if version < OLDEST:
        words = _("PostgreSQL %(version)s is too old: %(oldest)s or newer is needed.") % told
        yield Finding("postgresql", Level.BAD, words, _("See deploy/README.md: the packages of postgresql.org."))
    else:
        yield Finding("postgresql", Level.GOOD, _("PostgreSQL %(version)s answers.") % told)
    if superuser == "on":
        words = _("The house signs in to PostgreSQL as a superuser, who could switch off the guards of the ledger.")
        yield Finding("postgresql", Level.WARN, words, _("Let it own its database as an ordinary role."))
    for name in broken:
        words = _("PostgreSQL runs with %(name)s=off: a power cut may lose what was booked.") % {"name": name}
        yield Finding("postgresql", Level.BAD, words, f"ALTER SYSTEM RESET {name}")


def waiting_migrations() -> list[str]:
    """Names of migrations this code has and the database does not, as ``ledger.0004_sealed_and_served``."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrations() -> Iterator[Finding]:
    if waiting := waiting_migrations():
        words = ngettext(
            "%(count)s change of the database is waiting.",
            "%(count)s changes of the database are waiting.",
            len(waiting),
        ) % {"count": len(waiting)}
        yield Finding("migrations", Level.BAD, words, "manage.py migrate")
    else:
        yield Finding("migrations", Level.GOOD, _("The database is up to date."))


def jobs() -> Iterator[Finding]:
    """Whether somebody works, how long the oldest due job has been waiting, and what failed since yesterday."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        beat = cursor.fetchone()[0]
        cursor.execute("""SELECT min(coalesce(j.scheduled_at, e.at)), count(*) FROM procrastinate_jobs j
            LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
            WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()""")
        oldest, due = cursor.fetchone()
        cursor.execute("""SELECT count(DISTINCT job_id) FROM procrastinate_events
            WHERE type = 'failed' AND at > now() - interval '1 day'""")
        failed = cursor.fetchone()[0]
    start = _("Start the worker: systemctl start timebank-worker")
    if beat is None or now - beat > HEARTBEAT:
        yield Finding(
            "worker", Level.BAD, _("No worker runs: nobody is told anything, nothing is sealed at night."), start
        )
    elif oldest is not None and now - oldest > LATE:
        told = {"count": due, "minutes": round((now - oldest).total_seconds() / 60)}
        words = _("%(count)s jobs are due, the oldest for %(minutes)s minutes.") % told
        yield Finding("worker", Level.WARN, words, _("Start a second worker."))
    else:
        yield Finding("worker", Level.GOOD, _("The worker is up to date."))
    if failed:
        words = ngettext("%(count)s job failed since yesterday.", "%(count)s jobs failed since yesterday.", failed) % {
            "count": failed
        }
        yield Finding("jobs", Level.WARN, words, "manage.py procrastinate shell: list_jobs status=failed")


def cache() -> Iterator[Finding]:
    """Redis, when it is named; without it several processes would not hear of each other."""
    if not settings.REDIS_URL:
        if not settings.WORKER_IN_PROCESS:
            words = _("No REDIS_URL: live updates reach only the process they happen in.")
            yield Finding("redis", Level.WARN, words, _("Right for one process; set REDIS_URL for several."))
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping()
    except redis.RedisError as error:
        words = _("Redis does not answer: %(error)s.") % {"error": error}
        do = _("Start it. Until then each process counts and tells for itself.")
        yield Finding("redis", Level.BAD, words, do)
    else:
        yield Finding("redis", Level.GOOD, _("Redis answers."))


def replica() -> Iterator[Finding]:
    """The copy that reports are read from, when there is one; without it they come from the primary, only slower."""
    if not has_replica():
        return
    most = {"most": settings.REPLICA_LATE_SECONDS}
    do = _("Reports are read from the primary until then. See docs/running/replica.md.")
    try:
        late = Replica().late(wait=settings.REPLICA_LATE_SECONDS)
    except ReplicaAway as error:
        yield Finding("replica", Level.WARN, _("The replica does not answer: %(error)s.") % {"error": error}, do)
        return
    if late is None:
        yield Finding("replica", Level.WARN, _("The replica is more than %(most)s seconds behind.") % most, do)
    else:
        yield Finding("replica", Level.GOOD, _("The replica follows within %(most)s seconds.") % most)
