"""One process, one command: it starts what it needs, says where it is, and leaves nothing behind."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.db import NotSupportedError, connection
from django.db.backends.postgresql.features import DatabaseFeatures

from tests.databases import ROOT
from timebank.config.embedded_postgres import Server

pytestmark = pytest.mark.server


@contextlib.contextmanager
def serving(var: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    environment = os.environ | {"VAR": str(var), "WORKER_IN_PROCESS": "1"}
    environment.pop("DATABASE_URL")
    command = [sys.executable, "manage.py", "serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        line = next(line for line in process.stdout if "serving on" in line)
        yield process, line.split("serving on ")[1].split()[0]
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("polite", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_stop_takes_the_database_along(tmp_path: Path, polite: signal.Signals) -> None:
    with serving(tmp_path) as (process, url):
        assert httpx.get(f"{url}/healthz").json() == {"ok": True}
        unready = httpx.get(f"{url}/readyz")
        assert unready.status_code == 503, "an empty database is not ready"
        assert unready.json()["waiting"]
        process.send_signal(polite)
        assert process.wait(timeout=30) in (0, 128 + signal.SIGTERM)
    assert not Server(tmp_path / "postgres").ready()


def test_after_a_kill_the_next_start_works_and_tidies_up(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        process.kill()
        process.wait()
    assert Server(tmp_path / "postgres").ready(), "the killed one could not stop its database"
    with serving(tmp_path) as (process, url):
        assert httpx.get(f"{url}/healthz").json() == {"ok": True}
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert not Server(tmp_path / "postgres").ready()


def test_a_taken_port_is_a_plain_sentence(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, url):
        port = url.rsplit(":", 1)[1]
        environment = os.environ | {"VAR": str(tmp_path)}
        second = subprocess.run(
            [sys.executable, "manage.py", "serve", "--port", port],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert f"Cannot listen on 127.0.0.1:{port} (Address already in use). Try another PORT." in second.stderr
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def test_an_old_postgresql_is_refused_in_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert DatabaseFeatures.minimum_database_version == (17,)
    connection.check_database_version_supported()
    monkeypatch.setattr(DatabaseFeatures, "minimum_database_version", (99,))
    with pytest.raises(NotSupportedError, match="PostgreSQL 99 or later is required"):
        connection.check_database_version_supported()
