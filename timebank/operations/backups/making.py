"""Make a backup while the house goes on working."""

import contextlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from pyrage.x25519 import Recipient

from accounts.sealing import key_names
from timebank.ledger.keys import public_keys
from timebank.operations.backups.figures import figures
from timebank.operations.backups.manifest import BLOCK, NAME, Manifest, part_of, write_manifest
from timebank.operations.backups.programs import address, program

PREFIX, MOMENT = "timebank-", "%Y%m%dT%H%M%SZ"
Say = Callable[[str], None]


def folders() -> dict[str, Path]:
    """What is saved beside the database, by its name in the archive."""
    return {
        "media": Path(settings.MEDIA_ROOT),
        "rosters": Path(settings.ROSTERS),
        "published": Path(settings.LEDGER_PUBLISHED),
        "trusted": Path(settings.LEDGER_TRUSTED),
    }


def make_backup(target: Path, *, to: Sequence[str] = (), at: datetime, say: Say = lambda _words: None) -> Path:
    """Save the house into a new folder below ``target`` and return it.

    ``to``: age recipients (``age1…``); with any, nothing readable is ever written there. The figures of the manifest
    and the dump are of one snapshot; the files come after it, so every file the database speaks of is among them.
    Raises CommandError; an unfinished folder ends in ``.part`` and is removed by the next run.
    """
    recipients = _recipients(to)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in target.glob(f"{PREFIX}*.part"):
        shutil.rmtree(left)
    whole = target / (PREFIX + at.astimezone(UTC).strftime(MOMENT))
    draft = whole.with_name(f"{whole.name}.part")
    draft.mkdir(mode=0o700)
    suffix = ".age" if recipients else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        say("the database")
        _dump(draft / f"database.dump{suffix}", snapshot, recipients, without=_not_ours())
        say("the figures of the books")
        found = figures()
        migrations = {row.app: row.name for row in MigrationRecorder(connection).migration_qs.order_by("id")}
    say("pictures, rosters, published checkpoints")
    counts = _archive(draft / f"files.tar{suffix}", recipients)
    manifest = Manifest(
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        postgresql=version,
        migrations=migrations,
        sealed=bool(recipients),
        keys={"data": list(key_names()), "ledger": [one.key for one in public_keys()]},
        figures=found,
        files=counts,
        parts={path.name: part_of(path) for path in sorted(draft.iterdir())},
    )
    write_manifest(draft, manifest)
    draft.rename(whole)
    return whole


def whole_backups(target: Path) -> list[Path]:
    """The finished backups below ``target``, oldest first."""
    return sorted(path for path in target.glob(f"{PREFIX}*Z") if (path / NAME).is_file())


def forget_older(target: Path, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` whole backups; returns what went."""
    old = whole_backups(target)[:-keep]
    for path in old:
        shutil.rmtree(path)
    return old


def _recipients(names: Sequence[str]) -> list[Recipient]:
    try:
        return [Recipient.from_str(name) for name in names]
    except pyrage.RecipientError as error:
        raise CommandError(f"--to: {error}. An age address begins with age1; `age-keygen` makes one.") from error


def _not_ours() -> list[str]:
    """Extensions only a superuser can install, such as ``pg_stat_statements``: whoever watches the server put them
    there, the house needs none of them, and in the dump they would stop every restore by an ordinary role."""
    with connection.cursor() as cursor:
        cursor.execute("""SELECT e.extname FROM pg_extension e
            LEFT JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
            WHERE NOT coalesce(v.trusted OR NOT v.superuser, false)""")
        return [name for (name,) in cursor.fetchall()]


def _dump(path: Path, snapshot: str, recipients: list[Recipient], *, without: Sequence[str]) -> None:
    command = [program("pg_dump"), "--format=custom", "--compress=gzip:4", "--no-owner", "--no-privileges"]
    command += [f'--exclude-extension="{name}"' for name in without]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(
            [*command, f"--snapshot={snapshot}", address()], stdout=subprocess.PIPE, stderr=complaints
        ) as dump:
            assert dump.stdout is not None
            _keep(dump.stdout, path, recipients)
        complaints.seek(0)
        if dump.returncode:
            raise CommandError(f"pg_dump: {complaints.read().decode(errors='replace').strip()}")


def _archive(path: Path, recipients: list[Recipient]) -> dict[str, int]:
    """Pack the folders on the way to the disk; sealed files do not shrink, so nothing is compressed."""
    out, into = os.pipe()
    with ThreadPoolExecutor(1) as beside:
        packed = beside.submit(_pack, into)
        with os.fdopen(out, "rb") as reader:
            _keep(reader, path, recipients)
        return packed.result()


def _pack(into: int) -> dict[str, int]:
    counts = dict.fromkeys(folders(), 0)
    with os.fdopen(into, "wb") as pipe, tarfile.open(fileobj=pipe, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, folder in folders().items():
            for file in _files(folder):
                with contextlib.suppress(FileNotFoundError):  # somebody was forgotten this very moment
                    tar.add(file, arcname=f"{name}/{file.relative_to(folder)}", recursive=False)
                    counts[name] += 1
    return counts


def _files(folder: Path) -> Iterator[Path]:
    """Regular files, sorted; drafts (``.name``) of a moment are left out, and links lead nowhere."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield path


def _keep(reader: IO[bytes], path: Path, recipients: list[Recipient]) -> None:
    with path.open("xb") as writer:
        if recipients:
            pyrage.encrypt_io(reader, writer, recipients)
        else:
            shutil.copyfileobj(reader, writer, BLOCK)
