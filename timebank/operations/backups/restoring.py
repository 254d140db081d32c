"""Bring a backup back into an empty house, and prove that it is the same one."""

import contextlib
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyrage
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from pyrage.x25519 import Identity

from accounts.sealing import key_names
from timebank.ledger.audit import audit_ledger
from timebank.ledger.keys import read_keys
from timebank.operations.backups.figures import differences, figures
from timebank.operations.backups.making import folders
from timebank.operations.backups.manifest import BackupBroken, Manifest, check_parts, read_manifest
from timebank.operations.backups.programs import address, program

Say = Callable[[str], None]
MAY_HOLD_MORE = {"published", "trusted"}  # what was published since is not taken back


def open_backup(folder: Path, *, signed: bool = True, say: Say = lambda _words: None) -> Manifest:
    """Check the signature and every byte before anything is written. ``signed=False``: the keys are lost, so only the
    sums are compared. Raises CommandError."""
    public = Path(settings.LEDGER_KEYS) / "keys.json"
    if signed and not public.exists():
        raise CommandError(
            "The keys of the house are not here. Bring them back first: manage.py restore_keys FILE. "
            "If they are lost for good, --without-keys restores what can be read without them."
        )
    try:
        manifest = read_manifest(folder, keys=read_keys(public.read_text()) if signed else None, signed=signed)
        say("every byte of the backup")
        check_parts(folder, manifest)
    except BackupBroken as error:
        raise CommandError(f"{folder}: {error}.") from error
    return manifest


def restore_backup(
    folder: Path, manifest: Manifest, *, identities: Sequence[Identity], say: Say = lambda _words: None
) -> None:
    """Load the database and the files. Raises CommandError, before the first change where that is possible."""
    _fits(manifest, identities)
    with _readable(folder, manifest, "database.dump", identities) as dump:
        say("the database")
        command = [program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error"]
        command += [f"--jobs={min(4, os.cpu_count() or 1)}", f"--dbname={address()}", str(dump)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"pg_restore: {done.stderr.strip()}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with _readable(folder, manifest, "files.tar", identities) as archive:
        say("pictures, rosters, published checkpoints")
        _unpack(archive)


def check_restored(manifest: Manifest, *, say: Say = lambda _words: None) -> list[str]:
    """What is not as it was saved, in words; migrates a house of an older version in between. Empty: all is well."""
    say("the figures of the books")
    with transaction.atomic():
        wrong = differences(manifest.figures, figures())
    call_command("migrate", verbosity=0)
    missing = sorted(set(manifest.keys["data"]) - set(key_names())) if Path(settings.DATA_KEYS).exists() else ["all"]
    if missing:
        wrong.append(f"keys of sealed values: {', '.join(missing)} missing, so names, phones and pictures stay shut")
    say("the audit of the ledger")
    audit = audit_ledger()
    return wrong + audit.problems


def identities_of(path: Path | None) -> list[Identity]:
    """The age identities of a file as ``age-keygen`` writes it. Raises CommandError."""
    if path is None:
        return []
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        return [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, pyrage.IdentityError) as error:
        raise CommandError(f"{path}: {error}") from error


def _fits(manifest: Manifest, identities: Sequence[Identity]) -> None:
    if manifest.sealed and not identities:
        raise CommandError("This backup is sealed: give --identity FILE, the age identity it was sealed for.")
    known = MigrationLoader(None).graph.nodes
    newer = [f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known]
    if newer:
        raise CommandError(f"The backup is of a newer version than this one ({', '.join(newer[:5])}): update first.")
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise CommandError("The database is not empty. A backup goes into an empty one: nothing is overwritten.")
    for name, place in folders().items():
        if name not in MAY_HOLD_MORE and place.is_dir() and any(place.rglob("*.*")):
            raise CommandError(f"{place} is not empty: nothing is overwritten.")


@contextlib.contextmanager
def _readable(folder: Path, manifest: Manifest, name: str, identities: Sequence[Identity]) -> Iterator[Path]:
    """The part itself, or unsealed into a private file that goes away again."""
    if not manifest.sealed:
        yield folder / name
        return
    place = Path(settings.VAR)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".restore-") as private:
        path = Path(private) / name
        try:
            with (folder / f"{name}.age").open("rb") as reader, path.open("xb") as writer:
                pyrage.decrypt_io(reader, writer, list(identities))
        except pyrage.DecryptError as error:
            raise CommandError(f"{name}: not sealed for this identity ({error}).") from error
        yield path


def _unpack(archive: Path) -> None:
    places = folders()
    with tarfile.open(archive, "r:") as tar:
        for member in tar:
            name, _slash, rest = member.name.partition("/")
            if not member.isfile() or name not in places or not rest:
                raise CommandError(f"files.tar: {member.name} has no place in the house.")
            if (places[name] / rest).exists():
                continue
            places[name].mkdir(parents=True, exist_ok=True, mode=0o700)
            member.name = rest
            tar.extract(member, places[name], filter="data")  # refuses ways out of the folder
