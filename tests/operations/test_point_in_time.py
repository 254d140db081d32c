"""Back to the minute before a mistake: a base backup and the write-ahead log put aside, as the runbook says."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from timebank.config.embedded_postgres import Server
from timebank.config.postgres_binaries import binaries


def archive_of(folder: Path) -> tuple[tuple[str, str], ...]:
    """What the runbook puts into postgresql.conf."""
    return (
        ("wal_level", "replica"),
        ("archive_mode", "on"),
        ("archive_command", f"test ! -f '{folder}/%f' && cp '%p' '{folder}/%f'"),
    )


@pytest.mark.verifies(13)
def test_the_minute_before_the_mistake_comes_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("pitr")
    wal, base = place / "wal", place / "base"
    wal.mkdir()
    house = Server(place / "house", archive_of(wal))
    with house.running():
        house.sql("CREATE TABLE minutes (said text)", "timebank")
        command = [str(binaries() / "pg_basebackup"), "-X", "none", "--no-sync", "-c", "fast"]
        subprocess.run([*command, "-D", str(base), "-d", house.url("postgres", "postgres")], check=True)
        house.sql("INSERT INTO minutes VALUES ('earned after the base backup')", "timebank")
        moment = house.sql("SELECT now()")
        time.sleep(0.1)
        house.sql("DELETE FROM minutes", "timebank")
        house.sql("SELECT pg_switch_wal()")
        assert house.sql("SELECT count(*) FROM minutes", "timebank") == "0", "the mistake"
    for name, until, wanted in (("before", moment, "1"), ("to-the-end", "", "0")):
        again = place / name
        again.mkdir()
        shutil.copytree(base, again / "data")
        (again / "data" / "recovery.signal").touch()
        target = (("recovery_target_time", until), ("recovery_target_action", "promote")) if until else ()
        server = Server(again, (("restore_command", f"cp '{wal}/%f' '%p'"), *target))
        with server.running():
            while server.sql("SELECT pg_is_in_recovery()") == "t":
                time.sleep(0.1)
            assert server.sql("SELECT count(*) FROM minutes", "timebank") == wanted
