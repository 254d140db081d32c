"""The real server in a process of its own, on a seeded database of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import DEMO_PASSWORD, ROOT, address, clone_of

START_SECONDS = 60


@dataclass(frozen=True)
class RunningServer:
    """Where it listens, which database it uses, and the password of every demo login."""

    url: str
    database_url: str
    password: str = DEMO_PASSWORD
    pid: int = 0


@contextlib.contextmanager
def serve(template: str, folder: Path, **environment: str) -> Iterator[RunningServer]:
    """Serve a copy of the database ``template``, with a job worker inside; its log is ``folder/log``."""
    with clone_of(template) as name, serve_database(address(name), folder, **environment) as running:
        yield running


@contextlib.contextmanager
def serve_database(database_url: str, folder: Path, **environment: str) -> Iterator[RunningServer]:
    """Serve a database as it is; several may serve the same one."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "static").symlink_to(settings.STATIC_ROOT)
    ours = {"DATABASE_URL": database_url, "VAR": str(folder), "DEMO": "1", "WORKER_IN_PROCESS": "1"}
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", "0"],
            cwd=ROOT,
            env=os.environ | ours | environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield RunningServer(_url(process, folder / "log"), database_url, pid=process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        sys.stderr.write(f"--- log of the server\n{(folder / 'log').read_text()}")


def _url(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout
    late = threading.Timer(START_SECONDS, process.kill)
    late.start()
    line = next((line for line in process.stdout if "http://" in line), "")
    late.cancel()
    assert line, f"The server did not start: {log.read_text()}"
    return line.split("serving on ")[1].split()[0]


@pytest.fixture
def server(seeded_template: str, tmp_path: Path) -> Iterator[RunningServer]:
    """A server for one test; see also ``one_server``."""
    with serve(seeded_template, tmp_path / "var") as running:
        yield running


@pytest.fixture(scope="module")
def one_server(seeded_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for all tests of a module: let its ``server`` be this one when they do not disturb each other."""
    with serve(seeded_template, tmp_path_factory.mktemp("server") / "var") as running:
        yield running
