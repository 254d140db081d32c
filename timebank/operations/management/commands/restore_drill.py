"""``manage.py restore_drill [FOLDER]``: restore the newest backup into a server of its own, then throw that away."""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.running import keep_record
from timebank.config.embedded_postgres import Server
from timebank.config.postgres_binaries import PostgresUnavailable
from timebank.operations.backups.making import whole_backups
from timebank.operations.backups.manifest import NAME, BackupBroken, read_manifest

CARELESS = (("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"), ("max_wal_size", "8GB"))

NOTHING_TRIED = 3  # the exit status that timebank-drill.service takes for no failure


class Command(BaseCommand):
    help = "Prove that the newest backup comes back: a new server, every figure, the audit; nothing of it stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="One backup, or where backups lie (BACKUP_FOLDER).")
        parser.add_argument("--identity", type=Path, help="The age identity it was sealed for.")

    def handle(self, *args: Any, **options: Any) -> None:
        backup = _newest(options["folder"] or settings.BACKUP_FOLDER)
        if options["identity"] is None and _is_sealed(backup):
            # Not a drill that failed: whoever keeps the identity elsewhere has to bring it.
            words = f"{backup.name} is sealed: give --identity FILE, what it was sealed for. Nothing was tried."
            raise CommandError(words, returncode=NOTHING_TRIED)
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="timebank-drill-") as scratch:
            server = Server(Path(scratch) / "postgres", CARELESS)
            try:
                with server.running():
                    ok = self._restore(backup, server, Path(scratch), options["identity"])
            except PostgresUnavailable as error:
                raise CommandError(f"No server to try it on: {error}") from error
        seconds = round(time.monotonic() - began, 1)
        keep_record("drill", backup=backup.name, ok=ok, seconds=seconds)
        self.stdout.write(f"{backup.name}: {'came back whole' if ok else 'DID NOT COME BACK'} in {seconds} s")
        if not ok:
            sys.exit(1)

    def _restore(self, backup: Path, server: Server, scratch: Path, identity: Path | None) -> bool:
        """In a process of its own, which believes that the scratch server is its house; only the keys are the real."""
        here = {
            "DATABASE_URL": server.url(),
            "VAR": str(scratch / "var"),
            "LEDGER_PUBLISHED": str(scratch / "published"),
            "LEDGER_TRUSTED": str(scratch / "trusted"),
            "DATA_KEYS": str(settings.DATA_KEYS),
            "LEDGER_KEYS": str(settings.LEDGER_KEYS),
            "SECRET_KEY": settings.SECRET_KEY,
        }
        command = [sys.executable, str(settings.ROOT / "manage.py"), "restore", str(backup.resolve())]
        command += [f"--identity={identity.resolve()}"] if identity else []
        return subprocess.run(command, env=os.environ | here, check=False).returncode == 0


def _is_sealed(backup: Path) -> bool:
    """As its manifest says; one that cannot be read is for the drill itself to find broken."""
    try:
        return read_manifest(backup, signed=False).sealed
    except BackupBroken:
        return False


def _newest(place: str | Path) -> Path:
    if not place:
        raise CommandError("Which? Name a backup or the folder where backups lie, or set BACKUP_FOLDER.")
    if (Path(place) / NAME).is_file():
        return Path(place)
    found = whole_backups(Path(place))
    if not found:
        raise CommandError(f"{place}: no whole backup lies there.")
    return found[-1]
