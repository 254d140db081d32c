"""A backup made while the house works comes back whole into a new server; one that was touched does not come in."""

import itertools
import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from pyrage.x25519 import Identity

from accounts.elders.models import Elder
from accounts.kept_files import keep_file
from accounts.running import read_record
from tests import personas
from tests.databases import ROOT, address
from tests.ledger.books import account, post
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.operations.backups import programs
from timebank.operations.backups.figures import differences, figures
from timebank.operations.backups.making import forget_older, make_backup, whole_backups
from timebank.operations.backups.manifest import NAME, SIGNATURE
from timebank.operations.backups.restoring import open_backup


@pytest.fixture
def house(committed_db: str, settings: Any, tmp_path: Path) -> Path:
    """Two elders, minutes, a published checkpoint, a picture; folders of its own, so that nothing else is saved."""
    settings.VAR, settings.MEDIA_ROOT, settings.ROSTERS = tmp_path / "var", tmp_path / "media", tmp_path / "rosters"
    keep_file("photos/one.jpg", b"a picture")
    personas.elder("范细妹", minutes=600)
    personas.elder("林阿土", minutes=60)
    seal_checkpoint(at=timezone.now())
    return tmp_path / "backups"


def drill(backup: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """As the operator would: the command, in a process and on a server of its own."""
    command = [sys.executable, "manage.py", "restore_drill", str(backup), *more]
    environment = os.environ | {"VAR": str(backup.parent / "drill-var")}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.verifies(13)
def test_saved_under_load_it_comes_back_to_the_minute(house: Path) -> None:
    lin, fan = account("林细妹", 10_000), account("范阿土")
    busy, over = threading.Event(), threading.Event()

    def work() -> None:
        for number in itertools.count():
            post(lin, fan, 1, f"load:{uuid4()}")
            if number == 60:
                busy.set()
            if over.is_set():
                break
        connection.close()

    working = threading.Thread(target=work)
    working.start()
    try:
        assert busy.wait(60)
        made = make_backup(house, at=timezone.now())
    finally:
        over.set()
        working.join()
    saved = json.loads((made / NAME).read_text())["figures"]
    assert differences(saved, figures()), "the house went on working meanwhile"
    told = drill(made)
    assert told.returncode == 0, told.stderr
    assert "came back whole" in told.stdout
    assert saved["tables"]["ledger_entry"] > 100
    assert saved["checkpoint"]
    assert saved["guards"] > 10


@pytest.mark.verifies(13)
def test_what_was_touched_is_not_let_in(house: Path) -> None:
    made = make_backup(house, at=timezone.now())
    open_backup(made)  # the control: untouched it is genuine
    dump = made / "database.dump"
    content = dump.read_bytes()
    dump.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CommandError, match=r"database\.dump is not what was written"):
        open_backup(made)
    dump.write_bytes(content[:-1])
    with pytest.raises(CommandError, match="bytes"):
        open_backup(made)
    dump.unlink()
    with pytest.raises(CommandError, match=r"database\.dump is missing"):
        open_backup(made)
    dump.write_bytes(content)
    text = (made / NAME).read_text()
    (made / NAME).write_text(text.replace('"sealed": false', '"sealed":  false'))
    with pytest.raises(CommandError, match="not signed by a key of this house"):
        open_backup(made)
    (made / NAME).write_text("[]")
    with pytest.raises(CommandError, match="cannot be read"):
        open_backup(made)
    (made / NAME).write_text(text)
    (made / SIGNATURE).unlink()
    with pytest.raises(CommandError, match=rf"{SIGNATURE} is missing"):
        open_backup(made)


def test_sealed_it_opens_for_its_identity_alone(house: Path, tmp_path: Path) -> None:
    mine, other = Identity.generate(), Identity.generate()
    made = make_backup(house, to=[str(mine.to_public())], at=timezone.now())
    assert sorted(path.name for path in made.iterdir()) == [
        "database.dump.age",
        "files.tar.age",
        NAME,
        SIGNATURE,
    ]
    assert all(b"age-encryption.org" in path.read_bytes()[:40] for path in made.glob("*.age"))
    for name, identity in (("mine", mine), ("other", other)):
        (tmp_path / name).write_text(f"# made today\n{identity}\n")
    told = drill(made)
    assert told.returncode == 3
    assert not (house / "drill-var/operations/drill.json").exists(), "without its identity nothing was tried"
    assert "--identity" in told.stderr
    assert f"SuccessExitStatus={told.returncode}\n" in (ROOT / "deploy/systemd/timebank-drill.service").read_text()
    told = drill(made, f"--identity={tmp_path / 'other'}")
    assert told.returncode == 1
    assert "not sealed for this identity" in told.stderr
    told = drill(made, f"--identity={tmp_path / 'mine'}")
    assert told.returncode == 0, told.stderr
    with pytest.raises(CommandError, match="age1"):
        make_backup(house, to=["age1nobody"], at=timezone.now())


def test_nothing_is_overwritten(house: Path) -> None:
    made = make_backup(house, at=timezone.now())
    elders = Elder.objects.count()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", made)
    assert Elder.objects.count() == elders > 0


def test_a_restored_house_that_differs_is_named(house: Path) -> None:
    """Control of every figure: a row less, a guard that is off, a balance, a chain."""
    before = figures()
    assert differences(before, figures()) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A' LIMIT 1")
        table, trigger = cursor.fetchone()
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    lin, fan = account("林细妹", 10), account("范阿土")
    post(lin, fan, 3, "one more")
    said = " ".join(differences(before, figures()))
    assert all(word in said for word in ("guards", "heads", "balances", "table ledger_entry"))


def test_only_the_newest_are_kept_and_the_house_remembers(house: Path) -> None:
    for hours in (3, 2, 1):
        make_backup(house, at=timezone.now() - timedelta(hours=hours))
    (house / "timebank-20200101T000000Z.part").mkdir()  # one that was killed
    (house / "timebank-20200101T000000Z").mkdir()  # no manifest: no backup, and not ours to delete
    newest = whole_backups(house)[-1]
    assert len(forget_older(house, 1)) == 2
    assert whole_backups(house) == [newest]
    call_command("backup", house, "--keep", "1")
    assert not list(house.glob("*.part"))
    record = read_record("backup")
    assert record is not None
    assert Path(record["folder"]).is_dir()
    assert whole_backups(house) == [Path(record["folder"])]


def test_the_keys_come_back_apart_and_are_never_replaced(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "var"
    settings.DATA_KEYS, settings.LEDGER_KEYS = tmp_path / "keys" / "data.json", tmp_path / "ledger"
    settings.PUSH_KEY = tmp_path / "keys" / "push.pem"
    settings.LEDGER_KEYS.mkdir()
    settings.DATA_KEYS.parent.mkdir()
    settings.DATA_KEYS.write_text("the seals")
    (settings.LEDGER_KEYS / "keys.json").write_text("the signatures")
    settings.VAR.mkdir()
    (settings.VAR / "secret_key").write_text("the sessions")
    words, file = tmp_path / "words", tmp_path / "keys.age"
    words.write_text("short\n")
    with pytest.raises(CommandError, match="12 characters"):
        call_command("backup_keys", file, "--passphrase-file", words)
    words.write_text("three left sandals of granny\n")
    call_command("backup_keys", file, "--passphrase-file", words)
    assert b"the seals" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="never replaced"):
        call_command("restore_keys", file, "--passphrase-file", words)
    settings.DATA_KEYS.unlink()
    (settings.LEDGER_KEYS / "keys.json").unlink()
    (settings.VAR / "secret_key").write_text("what the settings of a new machine made before any command could run")
    words.with_name("wrong").write_text("three right sandals of granny\n")
    with pytest.raises(CommandError):
        call_command("restore_keys", file, "--passphrase-file", words.with_name("wrong"))
    call_command("restore_keys", file, "--passphrase-file", words)
    assert settings.DATA_KEYS.read_text() == "the seals"
    assert settings.DATA_KEYS.stat().st_mode & 0o777 == 0o600
    assert (settings.LEDGER_KEYS / "keys.json").read_text() == "the signatures"
    assert (settings.VAR / "secret_key").read_text() == "the sessions"
    assert (settings.VAR / "secret_key").stat().st_mode & 0o777 == 0o600


def test_without_the_keys_the_house_says_what_is_lost(house: Path, tmp_path: Path) -> None:
    made = make_backup(house, at=timezone.now())
    environment = os.environ | {
        "DATABASE_URL": address("nowhere"),
        "VAR": str(tmp_path / "new"),
        "LEDGER_KEYS": str(tmp_path / "no-ledger-keys"),
        "DATA_KEYS": str(tmp_path / "no-data-keys.json"),
    }
    command = [sys.executable, "manage.py", "restore", str(made)]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "restore_keys" in told.stderr
    assert not (tmp_path / "no-ledger-keys").exists(), "no new key is made on the way"


def test_the_programs_of_the_servers_own_version_come_first(
    committed_db: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10000
    for place, version in (("ours", server + 1), (f"theirs-{server}", server)):
        (tmp_path / place).mkdir()
        fake = tmp_path / place / "pg_dump"
        fake.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.6 (Debian {version}.6-1)'\n")
        fake.chmod(0o755)
    monkeypatch.setattr(programs, "binaries", lambda: tmp_path / "ours")
    monkeypatch.setattr(programs, "KEPT", (f"{tmp_path}/theirs-{{version}}",))
    assert programs.program("pg_dump") == str(tmp_path / f"theirs-{server}" / "pg_dump")
    (tmp_path / f"theirs-{server}" / "pg_dump").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.program("pg_dump") == str(tmp_path / "ours" / "pg_dump"), "another is better than none"
    (tmp_path / "ours" / "pg_dump").unlink()
    with pytest.raises(CommandError, match=f"client programs of PostgreSQL {server}"):
        programs.program("pg_dump")
