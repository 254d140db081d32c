"""What every test stands on: one real PostgreSQL for the whole run, and no outside network."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings

from timebank.config.embedded_postgres import Server

pytest_plugins = ["tests.databases", "tests.servers", "tests.browser", "tests.verification"]

ROOT = Path(__file__).resolve().parent.parent
# A test database may be lost with the machine, so it need not wait for the disk.
CARELESS = (("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"))
_run = contextlib.ExitStack()

hypothesis.settings.register_profile("house", deadline=None)  # nothing is asserted by the clock of a busy machine
hypothesis.settings.load_profile("house")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the main thread


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True  # else each test client lists every static file before its first question
    if hasattr(config, "workerinput") or config.option.collectonly:
        return  # workers inherit the address by environment
    if os.environ.get("WITHIN_A_RUN"):
        return  # tests that run tests (tests/mutants): server, keys and files are those of the outer run
    # One signing key for the whole run: a seeded copy is sealed by one process and checked by another.
    keys = Path(tempfile.mkdtemp(prefix="tb-keys-"))
    _run.callback(shutil.rmtree, keys, ignore_errors=True)
    os.environ["LEDGER_KEYS"] = str(keys)
    os.environ["DATA_KEYS"] = str(settings.DATA_KEYS)  # servers of the tests read what the tests sealed
    settings.LEDGER_KEYS = keys
    if not os.environ.get("DATABASE_URL"):
        folder = Path(tempfile.mkdtemp(prefix="tb-"))
        _run.callback(shutil.rmtree, folder, ignore_errors=True)
        server = Server(folder, CARELESS)
        _run.enter_context(server.running())
        os.environ["DATABASE_URL"] = server.url()
        # pytest-django has read the settings already; without workers this process uses them.
        settings.DATABASES["default"]["OPTIONS"]["host"] = str(server.socket_folder)
    for command in (["messages", "compile"], ["collectstatic", "--no-input", "--verbosity=0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


def pytest_unconfigure() -> None:
    _run.close()


@pytest.fixture(autouse=True)
def published_checkpoints(tmp_path: Path, settings: Any) -> Path:
    """Every test has a notice board of its own: its books begin at number one."""
    settings.LEDGER_PUBLISHED = tmp_path / "published"
    return tmp_path / "published"


@pytest.fixture(scope="session", autouse=True)
def no_outside_network() -> Iterator[None]:
    """Only this machine may be talked to."""
    patch = pytest.MonkeyPatch()

    def guarded(original: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
                raise RuntimeError(f"A test tried to reach {address[0]}")
            return original(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, migrated_template: str) -> Iterator[None]:
    """A copy of the migrated database for each worker: migrating takes longer than most tests together."""
    from tests.databases import own_copy  # a plugin: pytest wants to import it first

    with own_copy(migrated_template, django_db_blocker):
        yield
