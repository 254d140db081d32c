"""The embedded server starts cold, survives being killed, and is shared without quarrel."""

import multiprocessing
import os
import signal
import stat
import threading
import time
from pathlib import Path

import psycopg
import pytest

from timebank.config import embedded_postgres, postgres_binaries
from timebank.config.embedded_postgres import Server

SMALL = (("fsync", "off"), ("shared_buffers", "16MB"))


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "postgres", SMALL)


def ask(server: Server, statement: str) -> str:
    return server.sql(statement, embedded_postgres.DATABASE, embedded_postgres.ROLE)


def kill(server: Server) -> None:
    pid = server._pid()
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_cold_start_gives_a_database_that_reads_chinese_and_no_superuser(server: Server) -> None:
    with server.running():
        assert ask(server, "SHOW server_version_num") >= "170000"
        assert ask(server, "SELECT DISTINCT datlocprovider, datlocale FROM pg_database") == "b|C.UTF-8"
        ask(server, "CREATE EXTENSION pg_trgm")
        ask(server, "CREATE EXTENSION btree_gist")
        assert ask(server, "SELECT cardinality(show_trgm('林爷爷')) > 0") == "t"
        assert ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "f"
        assert ask(server, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    assert not server.ready()
    assert server._pid() is None


def test_data_outlive_a_killed_server(server: Server) -> None:
    with server.running():
        ask(server, "CREATE TABLE kept AS SELECT 7 AS number")
        kill(server)
    with server.running():
        assert ask(server, "SELECT number FROM kept") == "7"


def test_who_comes_while_it_still_shuts_down_waits_for_a_new_one(server: Server) -> None:
    with server.running():
        ask(server, "CREATE TABLE kept AS SELECT 7 AS number")
        guest = psycopg.connect(server.url())
        pid = server._pid()
        assert pid
        os.kill(pid, signal.SIGTERM)  # it waits for its guests and lets nobody in
        while server.ready():
            time.sleep(0.02)
        leaving = threading.Timer(1, guest.close)
        leaving.start()
        with server._alone():
            server._start()
        leaving.join()
        assert server._pid() != pid
        assert ask(server, "SELECT number FROM kept") == "7"


def test_a_pid_file_that_names_another_program_is_not_believed(server: Server) -> None:
    with server.running():
        pass
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    with server.running():
        assert ask(server, "SELECT 1") == "1"


def test_an_interrupted_initdb_is_begun_again(server: Server) -> None:
    (server.root / "data.new").mkdir(parents=True)
    (server.root / "data.new" / "PG_VERSION").write_text("18")
    with server.running():
        assert ask(server, "SELECT 1") == "1"


def _use(root: Path, meeting: "multiprocessing.synchronize.Barrier", answers: "multiprocessing.Queue[str]") -> None:
    server = Server(root, SMALL)
    meeting.wait()
    with server.running():
        answers.put(ask(server, "SELECT pg_postmaster_start_time()"))
        meeting.wait()


def test_four_starting_at_once_share_one_server_and_the_last_stops_it(server: Server) -> None:
    context = multiprocessing.get_context("fork")
    meeting, answers = context.Barrier(4), context.Queue()
    users = [context.Process(target=_use, args=(server.root, meeting, answers)) for _ in range(4)]
    for user in users:
        user.start()
    started = {answers.get(timeout=60) for _ in users}
    for user in users:
        user.join(timeout=60)
    assert [user.exitcode for user in users] == [0] * 4
    assert len(started) == 1
    assert not server.ready()


def test_one_who_leaves_early_does_not_take_the_server_along(server: Server) -> None:
    with server.running():
        with Server(server.root, SMALL).running():
            pass
        assert ask(server, "SELECT 1") == "1"
        with pytest.raises(SystemExit, match="still running"):
            embedded_postgres.forget(server.root.parent)
    embedded_postgres.forget(server.root.parent)
    assert not server.root.exists()


def test_a_long_path_gets_its_socket_in_a_short_private_folder(tmp_path: Path) -> None:
    server = Server(tmp_path / ("long" * 30) / "postgres", SMALL)
    assert server.socket_folder.parent == Path("/tmp")
    with server.running():
        assert ask(server, "SELECT 1") == "1"
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
    assert not server.socket_folder.exists()


def test_a_short_folder_somebody_else_prepared_is_refused(tmp_path: Path) -> None:
    server = Server(tmp_path / ("long" * 30) / "postgres", SMALL)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    server.socket_folder.symlink_to(elsewhere)
    try:
        with pytest.raises(postgres_binaries.PostgresUnavailable, match="somebody else"), server.running():
            pass
    finally:
        server.socket_folder.unlink()


@pytest.mark.skipif(os.getuid() != 0, reason="only root needs another identity")
def test_root_without_user_namespaces_runs_it_as_nobody(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries, "_namespace", lambda: ["false"])
    with server.running():
        assert ask(server, "SELECT 1") == "1"
        assert server.data.stat().st_uid != 0
    monkeypatch.undo()
    with server.running():  # and the folder remembers
        assert ask(server, "SELECT 1") == "1"


def test_a_server_that_cannot_start_says_why(server: Server) -> None:
    with server.running():
        pass
    (server.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(postgres_binaries.PostgresUnavailable, match="incompatible"), server.running():
        pass


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    secret = embedded_postgres.local_secret(tmp_path / "var", "secret_key")
    assert len(secret) > 50
    assert embedded_postgres.local_secret(tmp_path / "var", "secret_key") == secret
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_no_server_is_started_for_a_command_that_needs_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with embedded_postgres.running_for(["manage.py", "messages", "check"]):
        assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/db")
    with embedded_postgres.running_for(["manage.py", "migrate"]):
        assert list(tmp_path.iterdir()) == []
