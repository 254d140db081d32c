"""What the tests themselves stand on does what it promises."""

import socket
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from tests.databases import administer

COMMITTED: list[str] = []


def people() -> int:
    return get_user_model().objects.count()


def test_a_committed_database_is_seen_by_all_threads_and_then_gone(committed_db: str) -> None:
    get_user_model().objects.create_user(username="lin")
    seen = []

    def look() -> None:
        seen.append((people(), connection.settings_dict["NAME"]))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    COMMITTED.append(committed_db)
    assert seen == [(1, committed_db)]


def test_the_next_one_starts_empty_and_alone(committed_db: str) -> None:
    assert people() == 0
    with administer() as server:
        ours = server.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [committed_db]).fetchone()
    assert ours == (1,)


def test_an_ordinary_test_is_back_on_the_ordinary_database(db: None) -> None:
    assert connection.settings_dict["NAME"] not in COMMITTED
    assert people() == 0


def test_the_world_outside_cannot_be_reached() -> None:
    with pytest.raises(RuntimeError, match="tried to reach"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
