"""``manage.py restore FOLDER [--identity FILE]``: bring a backup back into an empty house; exit 1 unless it agrees."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from timebank.operations.backups.restoring import check_restored, identities_of, open_backup, restore_backup


class Command(BaseCommand):
    help = "Check a backup, load it into the empty database and folders, compare every figure, audit the ledger."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="One backup: timebank-…Z")
        parser.add_argument("--identity", type=Path, help="The age identity it was sealed for.")
        parser.add_argument("--without-keys", action="store_true", help="The keys are lost: restore what goes without.")
        parser.add_argument("--check", action="store_true", help="Only look whether it is whole and genuine.")

    def handle(self, *args: Any, **options: Any) -> None:
        def say(words: str) -> None:
            self.stderr.write(f"… {words}")

        folder: Path = options["folder"]
        identities = identities_of(options["identity"])
        manifest = open_backup(folder, signed=not options["without_keys"], say=say)
        if options["check"]:
            self.stdout.write(f"{folder.name}: whole and genuine, of {manifest.made_at}")
            return
        restore_backup(folder, manifest, identities=identities, say=say)
        wrong = check_restored(manifest, say=say)
        for words in wrong:
            self.stderr.write(words)
        rows = sum(manifest.figures["tables"].values())
        self.stdout.write(f"{folder.name}: {rows} rows, " + ("all agree" if not wrong else "they do not agree"))
        if wrong:
            sys.exit(1)
