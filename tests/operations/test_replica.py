"""A second server follows the first, and reports are read there: as long as it is there, and not too late (ADR 53)."""

import json
import math
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from knox.models import get_token_model
from pytest_django import DjangoDbBlocker

from accounts import reading
from accounts.access.models import Grant
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.reading import REPLICA, Replica, ReplicaAway, from_replica, replica
from accounts.regions.models import Region
from services.orders.actions.export_records import export_records
from tests.conftest import CARELESS
from tests.databases import ROOT, carry, leave_database
from timebank.config.embedded_postgres import Server
from timebank.config.postgres_binaries import binaries
from timebank.operations.doctor import Level
from timebank.operations.doctor.database import replica as doctor
from timebank.operations.watch.figures import read_figures

BOARD, FIGURES = "/supervision/", "/territory/figures/"
READINGS = "/api/v1/supervision/readings/?place=350425&gauge=REGISTRY"
LATE = 1.5
# What is committed stands in the log at once, as in life; else the replica would rightly seem to have all of it.
LEADS = tuple(one for one in CARELESS if one[0] != "synchronous_commit")
FOLLOWS = (*CARELESS, ("hot_standby_feedback", "on"))  # as docs/running/replica.md sets it up


class Pair:
    """The primary, which the house works with, and the replica, which a test may stop."""

    def __init__(self, place: Path, template: str) -> None:
        self.primary, self.follower = Server(place / "primary", LEADS), Server(place / "replica", FOLLOWS)
        self.place, self._primary, self._follower = place, ExitStack(), ExitStack()
        self._primary.enter_context(self.primary.running())
        carry(template, self.primary)
        self.follower.root.mkdir()
        copy = [str(binaries() / "pg_basebackup"), "-R", "-C", "-S", "replica_1", "-c", "fast", "--no-sync"]
        where = ["-D", str(self.follower.data), "-d", self.primary.url("postgres", "postgres")]
        subprocess.run([*copy, *where], check=True)
        self.start()

    def start(self) -> None:
        self._follower.enter_context(self.follower.running())

    def stop(self) -> None:
        self._follower.close()

    def end(self) -> None:
        self.stop()
        self._primary.close()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """It is there, but nothing new arrives."""
        self.follower.sql("SELECT pg_wal_replay_pause()")  # asked for; it stands when it says so
        eventually(lambda: self.follower.sql("SELECT pg_get_wal_replay_pause_state()") == "paused")
        try:
            yield
        finally:
            self.follower.sql("SELECT pg_wal_replay_resume()")


@pytest.fixture(scope="module")
def pair(
    seeded_template: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Pair]:
    made = Pair(tmp_path_factory.mktemp("pair"), seeded_template)
    usual = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        leave_database()
        connection.settings_dict |= _at(made.primary)  # the one dictionary that every thread's connection reads
        try:
            yield made
        finally:
            leave_database()
            connection.settings_dict |= usual
            made.end()


def _at(server: Server) -> dict[str, Any]:
    options = {**connection.settings_dict["OPTIONS"], "host": str(server.socket_folder)}
    return {"NAME": "timebank", "OPTIONS": options}


@pytest.fixture(autouse=True)
def house(pair: Pair, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With a replica as settings.py would name it, looked at more often than in life."""
    described = deepcopy(connection.settings_dict) | _at(pair.follower)
    described["OPTIONS"] = {"host": described["OPTIONS"]["host"], "connect_timeout": 2}
    monkeypatch.setitem(connections.settings, REPLICA, described)
    settings.DATABASE_ROUTERS = ["accounts.reading.ReplicaRouter"]
    settings.REPLICA_LATE_SECONDS = LATE
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(reading, "AWAY_SECONDS", 0.1)
    replica.__init__()  # type: ignore[misc] - as in a process that has just begun
    yield
    connections[REPLICA].close()
    del connections[REPLICA]


@pytest.fixture
def county() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="county"))
    return client


@contextmanager
def asked() -> Iterator[Counter[str]]:
    """Server → how many statements it was sent by this thread."""
    counts = Counter[str]()

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        counts[rest[-1]["connection"].alias] += "pg_" not in sql  # what looks how late it is does not count
        return execute(sql, *rest)

    with connection.execute_wrapper(count), connections[REPLICA].execute_wrapper(count):
        yield counts


def rename(word: str) -> None:
    Region.objects.filter(code="350425").update(name=word)


def page(client: Client, path: str = FIGURES) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def eventually(so: Callable[[], Any], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_reports_are_read_there_and_nothing_else(county: Client) -> None:
    page(county)
    for path in (FIGURES, BOARD):
        with asked() as counts:
            page(county, path)
        assert counts[REPLICA] > 5
        assert counts["default"]  # who asks, and what they may
    _, token = get_token_model().objects.create(user=User.objects.get(username="county"))
    with asked() as counts:
        page(Client(headers={"Authorization": f"Bearer {token}"}), READINGS)
    assert counts[REPLICA]
    with asked() as counts:
        page(county, reverse("territory:orders"))
    assert counts[REPLICA] == 0


def test_without_a_replica_all_is_read_where_it_is_written(county: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""
    with asked() as counts:
        monkeypatch.delitem(connections.settings, REPLICA)
        page(county)
    assert counts[REPLICA] == 0


def test_what_stands_still_too_long_is_not_read(county: Client, pair: Pair) -> None:
    rename("早先县")
    eventually(lambda: "早先县" in page(county))
    with pair.standing_still():
        rename("后来县")
        assert "早先县" in page(county)  # so it does come from there
        eventually(lambda: "后来县" in page(county), seconds=LATE + 10)
        time.sleep(0.2)
        with asked() as counts:
            page(county)
        assert counts[REPLICA] == 0
    eventually(replica.fit)
    with asked() as counts:
        assert "后来县" in page(county)
    assert counts[REPLICA] > 5


def test_a_right_that_was_taken_away_is_gone_at_once(county: Client, pair: Pair) -> None:
    page(county)
    grants = Grant.objects.filter(user__username="county", until=None)
    ids = list(grants.values_list("id", flat=True))
    with pair.standing_still():
        assert replica.fit()
        grants.update(until=timezone.now())
        try:
            assert county.get(FIGURES).status_code == 403
        finally:
            Grant.objects.filter(id__in=ids).update(until=None)


def test_one_that_is_away_holds_nobody_up(county: Client, pair: Pair) -> None:
    page(county)
    pair.stop()
    try:
        begun = time.monotonic()
        for _ in range(3):
            page(county)
        assert time.monotonic() - begun < 10
        with asked() as counts:
            page(county)
        assert counts[REPLICA] == 0
        assert not replica.fit()
        with pytest.raises(ReplicaAway):
            Replica().late(wait=0)
    finally:
        pair.start()
    eventually(replica.fit)


def test_one_that_fails_in_the_middle(county: Client) -> None:
    page(county)
    runs = 0

    def fails(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal runs
        runs += "pg_" not in sql
        if runs == 4:
            raise OperationalError("terminating connection due to administrator command")
        return execute(sql, *rest)

    with connections[REPLICA].execute_wrapper(fails), asked() as counts:
        page(county)
    assert runs == 4  # then it began anew on the primary
    assert counts["default"] > 10


def test_one_that_follows_nobody_any_more_is_not_asked(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    assert replica.fit()
    monkeypatch.setitem(connections.settings[REPLICA], "OPTIONS", {"host": str(pair.primary.socket_folder)})
    del connections[REPLICA]
    with pytest.raises(ReplicaAway, match="follows no other"):
        Replica().late(wait=0)


def test_within_a_transaction_one_reads_what_one_wrote() -> None:
    @from_replica
    def name() -> str:
        return Region.objects.get(code="350425").name

    assert replica.fit()
    with transaction.atomic():
        rename("此刻县")
        assert name() == "此刻县"
        transaction.set_rollback(True)


def test_records_leave_from_there_and_the_journal_says_so_here() -> None:
    by, day = User.objects.get(username="county"), timezone.localdate()
    since, until = day.replace(year=day.year - 1), day.replace(year=day.year + 1)
    assert replica.fit()
    with asked() as counts:
        records = export_records(by=by, at=timezone.now(), since=since, until=until, codes=["350425"])
    assert counts[REPLICA]
    written = Event.objects.filter(name="services.records.exported").latest("sequence")
    assert written.detail["records"] == len(records) > 0


def test_a_county_leaves_as_one_moment_of_there(tmp_path: Path) -> None:
    assert replica.fit()
    with asked() as counts:
        call_command("export_county", "350425", str(tmp_path / "there"), verbosity=0)
    assert counts[REPLICA] > counts["default"]
    assert counts["default"] < 10  # what is written down before
    assert (tmp_path / "there").is_dir()


def test_the_doctor_says_how_it_follows(pair: Pair, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with translation.override("en"):
        assert [one.level for one in doctor()] == [Level.GOOD]
        settings.REPLICA_LATE_SECONDS = 0.3
        with pair.standing_still():
            rename("再后县")
            (late,) = doctor()
        assert (late.level, "seconds behind" in late.words) == (Level.WARN, True)
        pair.stop()
        try:
            (away,) = doctor()
        finally:
            pair.start()
        assert (away.level, "does not answer" in away.words) == (Level.WARN, True)
        monkeypatch.delitem(connections.settings, REPLICA)
        assert list(doctor()) == []


def test_how_late_it_is_stands_among_the_figures(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    def late() -> float | None:
        return read_figures().values.get("replica_late_seconds", {}).get(())

    eventually(lambda: late() == 0)
    pair.stop()
    try:
        assert late() == math.inf
    finally:
        pair.start()
    monkeypatch.delitem(connections.settings, REPLICA)
    assert late() is None


def test_the_environment_names_it(pair: Pair, tmp_path: Path) -> None:
    eventually(lambda: Replica().late(wait=1) is not None)
    told = {"VAR": str(tmp_path), "DATABASE_URL": pair.primary.url(), "REPLICA_URL": pair.follower.url()}
    command = [sys.executable, "manage.py", "doctor", "--json", "--language", "en"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | told, capture_output=True, text=True, check=False)
    found = {one["about"]: one["words"] for one in json.loads(done.stdout)}
    assert found["replica"] == "The replica follows within 5 seconds."
