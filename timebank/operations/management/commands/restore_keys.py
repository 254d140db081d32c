"""``manage.py restore_keys FILE (--identity F | --passphrase-file F)``: put the keys back where the house looks."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from timebank.operations.backups.keys_apart import bring_keys_back, passphrase_of
from timebank.operations.backups.restoring import identities_of


class Command(BaseCommand):
    help = "Bring the keys back; one that is there already is never replaced."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--identity", type=Path, help="The age identity it was sealed for.")
        how.add_argument("--passphrase-file", type=Path, help="A file whose first line opens it.")

    def handle(self, *args: Any, **options: Any) -> None:
        names = bring_keys_back(
            options["file"],
            identities=identities_of(options["identity"]),
            passphrase=passphrase_of(options["passphrase_file"]),
        )
        self.stdout.write(f"{', '.join(names)}: back in their places")
