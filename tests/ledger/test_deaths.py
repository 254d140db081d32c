"""Clients and servers die in the middle of things; the books do not mind (VERIFICATION 7 and 8)."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.databases import ROOT, address, carry
from tests.ledger.books import account
from tests.ledger.poster import FAIL_POINTS
from tests.sizes import sized
from timebank.config.embedded_postgres import Server
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Entry, Transfer

AUDIT = [sys.executable, "manage.py", "audit_ledger", "--json"]


def poster(database_url: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.poster", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "timebank.config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.verifies(7)
@pytest.mark.parametrize("fail_at", FAIL_POINTS)
def test_a_killed_client_leaves_all_or_nothing_and_a_retry_has_one_effect(committed_db, fail_at):
    lin, fan = account("林细妹", 10_000), account("范阿土")
    done = 0
    for round_ in range(sized(1, 80)):
        number = random.Random(round_).randrange(5)
        process = poster(address(committed_db), lin.id, fan.id, f"{fail_at}{round_}", 5, fail_at, number)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        assert said.split() == [f"{fail_at}{round_}:{place}" for place in range(number)]
        written = Transfer.objects.filter(key__startswith=f"{fail_at}{round_}:").count()
        assert written == number + (fail_at == "after")
        again = poster(address(committed_db), lin.id, fan.id, f"{fail_at}{round_}", 5)
        assert len(again.communicate(timeout=60)[0].split()) == 5
        done += 5
        assert Transfer.objects.filter(key__contains=":", key__startswith=fail_at).count() == done
        fan.refresh_from_db()
        assert fan.balance == done
    assert audit_ledger().problems == []


@pytest.mark.verifies(8)
def test_every_acknowledged_posting_survives_a_crash_of_the_database(tmp_path: Path, migrated_template: str):
    """A server of its own, with its safe defaults; the postmaster is killed while everybody posts."""
    server = Server(tmp_path / "postgres")
    clients, crashes, seconds = sized(4, 20), sized(1, 3), sized(2, 15)
    with server.running():
        environment = os.environ | {"DATABASE_URL": server.url(), "LEDGER_PUBLISHED": str(tmp_path / "published")}
        carry(migrated_template, server)
        books = prepare(server.url())
        processes = [
            poster(server.url(), books[number % 2], books[1 - number % 2], f"client{number}", 100_000)
            for number in range(clients)
        ]
        acknowledged = [process.stdout.readline().strip() for process in processes]  # all are at work
        for _ in range(crashes):
            time.sleep(seconds)
            os.kill(server._pid() or 0, signal.SIGQUIT)  # immediate shutdown: no checkpoint, no farewell
            while server._pid() is not None and server.ready():
                time.sleep(0.05)
            with server._alone():
                server._start()
        time.sleep(seconds)
        for process in processes:
            process.kill()
            acknowledged += process.communicate()[0].split()
        with psycopg.connect(server.url()) as database:
            kept = {key for (key,) in database.execute("SELECT key FROM ledger_transfer")}
        assert len(acknowledged) > clients
        assert set(acknowledged) <= kept
        assert subprocess.run(AUDIT, cwd=ROOT, env=environment, check=False).returncode == 0


def prepare(url: str) -> list[str]:
    """Two rich books on a database of its own."""
    code = (
        "import django; django.setup()\n"
        "from tests.ledger.books import account\n"
        "print(account('林细妹', 1_000_000).id, account('范阿土', 1_000_000).id)"
    )
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "timebank.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_negative_control_a_lost_posting_is_noticed(committed_db):
    """What the crash test compares would show a posting that was acknowledged and is gone."""
    lin, fan = account("林细妹", 100), account("范阿土")
    process = poster(address(committed_db), lin.id, fan.id, "x", 3)
    acknowledged = set(process.communicate(timeout=60)[0].split())
    with psycopg.connect(address(committed_db), autocommit=True) as database:
        kept = {key for (key,) in database.execute("SELECT key FROM ledger_transfer WHERE key <> 'x:1'")}
    assert not acknowledged <= kept
    assert Entry.objects.count() == 8
