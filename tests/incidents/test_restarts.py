"""An incident left alone climbs to the county although the server is killed twice meanwhile."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.databases import ROOT, address, clone_of
from tests.servers import serve_database

pytestmark = pytest.mark.server
PATIENCE_SECONDS = 150  # the net under the clock looks once a minute


def reported(database_url: str, seconds: float) -> str:
    environment = os.environ | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "timebank.config.settings"}
    command = [sys.executable, "-m", "tests.incidents.reporter", str(seconds)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def level_of(database: psycopg.Connection, incident: str) -> Any:
    row = database.execute("SELECT level, due_at FROM incidents_incident WHERE id = %s", [incident]).fetchone()
    assert row is not None
    return row


def wait_for(database: psycopg.Connection, incident: str, level: str) -> None:
    late = time.monotonic() + PATIENCE_SECONDS
    while level_of(database, incident)[0] != level:
        assert time.monotonic() < late, f"It stays at {level_of(database, incident)}"
        time.sleep(0.2)


def bring_forward(database: psycopg.Connection, incident: str) -> datetime:
    """Let the turn end in two seconds, and its job with it: nobody waits twenty minutes for a test."""
    due = "now() + interval '2 seconds'"
    database.execute(f"UPDATE incidents_incident SET due_at = {due} WHERE id = %s", [incident])
    database.execute(
        f"UPDATE procrastinate_jobs SET scheduled_at = {due}"
        " WHERE task_name = 'services.incidents.climb' AND status = 'todo'"
    )
    return level_of(database, incident)[1]


def test_it_reaches_the_county_although_the_server_is_killed_twice(
    migrated_template: str, tmp_path: Path, record_property: Any
) -> None:
    with clone_of(migrated_template) as name, psycopg.connect(_plain(address(name)), autocommit=True) as database:
        with serve_database(address(name), tmp_path / "one") as one:
            incident = reported(address(name), seconds=1)
            first_due = level_of(database, incident)[1]
            wait_for(database, incident, "TOWNSHIP")
            os.kill(one.pid, signal.SIGKILL)
        with serve_database(address(name), tmp_path / "two") as two:
            os.kill(two.pid, signal.SIGKILL)
        due = bring_forward(database, incident)
        with serve_database(address(name), tmp_path / "three"):
            up = datetime.now(UTC)
            wait_for(database, incident, "COUNTY")
        steps = database.execute(
            "SELECT what, level, recorded_at FROM incidents_step WHERE incident_id = %s AND what <> 'TOLD'"
            " ORDER BY recorded_at, id",
            [incident],
        ).fetchall()
        told = database.execute(
            "SELECT count(*) FROM incidents_step WHERE incident_id = %s AND what = 'TOLD' AND level = 'COUNTY'",
            [incident],
        ).fetchone()
    assert [(what, level) for what, level, _at in steps] == [
        ("REPORTED", "VILLAGE"),
        ("ESCALATED", "TOWNSHIP"),
        ("ESCALATED", "COUNTY"),
    ]
    assert told == (2,)
    late = [(steps[1][2] - first_due).total_seconds(), (steps[2][2] - max(due, up)).total_seconds()]
    record_property("seconds late", late)
    sys.stderr.write(f"\nseconds late, undisturbed and after two deaths: {late[0]:.1f} {late[1]:.1f}\n")


def _plain(url: str) -> str:
    return url.replace("postgres://", "postgresql://")
