"""What ``pg_stat_statements`` tells where it is, silence where it is not, and backups that come back all the same.

And on such a server ``/metrics`` gives every figure that alerts and dashboard ask for.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from accounts.journal.models import Event
from accounts.messaging.enums import Channel, State, Weight
from accounts.messaging.models import Delivery
from accounts.running import keep_record
from tests import personas
from tests.conftest import CARELESS
from tests.databases import carry, leave_database
from tests.operations.test_watching_files import ALERTS, asked_in, expressions, whole
from timebank.config.embedded_postgres import Server
from timebank.operations.backups import making
from timebank.operations.backups.making import make_backup
from timebank.operations.backups.programs import program
from timebank.operations.doctor import Level
from timebank.operations.doctor.database import why_away
from timebank.operations.doctor.examine import examine
from timebank.operations.watch import figures as figures_module
from timebank.operations.watch.figures import Figures, forget_figures, read_figures

WATCHED = (*CARELESS, ("shared_preload_libraries", "pg_stat_statements"))
EXTENSION = "CREATE EXTENSION pg_stat_statements"  # as docs/running/watching.md says, by the superuser


@contextmanager
def house_on(server: Server, blocker: DjangoDbBlocker) -> Iterator[Server]:
    usual = dict(connection.settings_dict)
    options = {**usual["OPTIONS"], "host": str(server.socket_folder)}
    with server.running(), blocker.unblock():
        leave_database()
        connection.settings_dict |= {"NAME": "timebank", "OPTIONS": options}
        try:
            yield server
        finally:
            leave_database()
            connection.settings_dict |= usual


@pytest.fixture(scope="module")
def watched(
    migrated_template: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Server]:
    """A server with the library; the extension is for the tests to make, once."""
    with house_on(Server(tmp_path_factory.mktemp("watched"), WATCHED), django_db_blocker) as server:
        carry(migrated_template, server)
        assert not told_of(read_figures())  # the library alone says nothing yet
        server.sql(EXTENSION, database="timebank")
        yield server


def told_of(found: Figures) -> set[str]:
    return {name for name in found.values if name in ("database_slow_statements", "database_statement_seconds")}


def ask(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def now_and_after(work: Callable[[], None]) -> tuple[float, float]:
    """How many more slow kinds of statements there are after ``work``, and how many more seconds were spent."""
    before = read_figures()
    work()
    after = read_figures()
    assert before.database
    assert after.database
    names = "database_slow_statements", "database_statement_seconds"
    slow, seconds = (after.get(name) - before.get(name) for name in names)
    return slow, seconds


def test_a_slow_statement_is_one_kind_whatever_its_values_and_however_often_it_is_prepared(watched: Server) -> None:
    def slow() -> None:
        for number in range(7):  # from the sixth on the connection keeps it planned
            ask("SELECT pg_sleep(%s), %s::text", [0.52 + number / 1000, f"value {number}"])

    def quick() -> None:
        for number in range(7):
            ask("SELECT pg_sleep(%s), %s::int", [0.001, number])

    kinds, seconds = now_and_after(slow)
    assert kinds == 1
    assert 3.6 < seconds < 8
    assert now_and_after(quick)[0] == 0


def test_what_another_database_does_is_not_ours(watched: Server) -> None:
    kinds, seconds = now_and_after(lambda: void(watched.sql("SELECT pg_sleep(0.6)")))
    assert (kinds, seconds < 0.5) == (0, True)


def test_a_statement_within_a_function_is_counted_with_it_and_not_twice(watched: Server) -> None:
    watched.sql("ALTER SYSTEM SET pg_stat_statements.track = 'all'")
    watched.sql("SELECT pg_reload_conf()")
    leave_database()
    kinds, seconds = now_and_after(lambda: ask("DO $$ BEGIN PERFORM pg_sleep(0.6); END $$", []))
    assert kinds == 1
    assert 0.6 <= seconds < 1.1


def void(_told: str) -> None:
    """A statement was for what it did."""


def test_the_extension_on_a_server_without_the_library_is_no_database_that_is_away(
    migrated_template: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with house_on(Server(tmp_path / "plain", CARELESS), django_db_blocker) as server:
        carry(migrated_template, server)
        server.sql(EXTENSION, database="timebank")
        server.sql("ALTER SYSTEM SET pg_stat_statements.max = 1000")  # a setting that was written and does nothing
        server.sql("SELECT pg_reload_conf()")
        leave_database()
        found = read_figures()
        assert found.database
        assert not told_of(found)
        assert "database_connections" in found.values


def test_a_database_that_is_away_is_told_before_whoever_asks_has_gone(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with house_on(Server(tmp_path / "stops", CARELESS), django_db_blocker) as server:
        assert why_away() == ""
        os.kill(int((server.data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGINT)
        while server.ready():
            time.sleep(0.1)
        began = time.monotonic()
        assert not read_figures().database
        with translation.override("en"):
            unseen = {one.about for one in examine() if one.level == Level.BAD and one.words.startswith("This could")}
        assert time.monotonic() - began < 8  # the pool waits thirty for every question; Prometheus ten in all
        assert {"server", "jobs", "ledger"} < unseen


def test_a_backup_leaves_out_what_only_a_superuser_can_bring_back(
    watched: Server, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR, settings.MEDIA_ROOT, settings.ROSTERS = tmp_path / "var", tmp_path / "media", tmp_path / "rosters"

    def extensions(place: str) -> set[str]:
        made = make_backup(tmp_path / place, at=timezone.now())
        command = [program("pg_restore"), "--list", str(made / "database.dump")]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        return {line.split(" EXTENSION - ")[1].strip() for line in lines if " EXTENSION - " in line}

    assert extensions("ours") == {"btree_gist"}
    monkeypatch.setattr(making, "_not_ours", list)  # negative control: as it was, and no such dump came back
    assert extensions("all") == {"btree_gist", "pg_stat_statements"}


def test_a_house_with_everything_gives_every_figure_that_is_asked_for(
    watched: Server, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = settings.BACKUP_FOLDER = tmp_path
    for name in ("backup", "drill", "audit", "keys"):
        keep_record(name, ok=True, bytes=1)
    elder = personas.elder("林细妹")
    mei = personas.proxy(elder)
    told = Event.objects.filter(subject_id=personas.order(mei, elder).id).values_list("sequence", flat=True)[0]
    Delivery.objects.create(
        event_id=told,
        recipient=mei,
        weight=Weight.ORDINARY,
        channel=Channel.SMS,
        state=State.FAILED,
        settled_at=timezone.now(),
    )
    monkeypatch.setattr(figures_module, "has_replica", lambda: True)
    monkeypatch.setattr(figures_module.replica, "late", lambda **_wait: 0.1)
    Client().get("/no/such/page/")  # something was answered
    asked = asked_in(" ".join([*expressions(), *(alert["expr"] for alert in ALERTS)]))
    assert len(asked) > 30
    assert asked - given() == set()
    watched.sql("DROP EXTENSION pg_stat_statements", database="timebank")  # negative control
    assert asked - given() == {"timebank_database_slow_statements", "timebank_database_statement_seconds"}
    watched.sql(EXTENSION, database="timebank")


def given() -> set[str]:
    """The names of the series that ``/metrics`` gives now; a name without a value is no series."""
    forget_figures()
    lines = Client().get("/metrics").content.decode().splitlines()
    return {whole(line.partition("{")[0].partition(" ")[0]) for line in lines if line and not line.startswith("#")}
