"""``manage.py backup_keys FILE (--to age1… | --passphrase-file F)``: all keys of the house in one sealed file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.running import keep_record
from timebank.operations.backups.keys_apart import passphrase_of, save_keys


class Command(BaseCommand):
    help = "Save the keys apart from the backups. Keep the file elsewhere: it and a backup together open everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--to", action="append", default=[], help="Seal it for this age address.")
        how.add_argument("--passphrase-file", type=Path, help="Seal it with the first line of this file.")

    def handle(self, *args: Any, **options: Any) -> None:
        names = save_keys(options["file"], to=options["to"], passphrase=passphrase_of(options["passphrase_file"]))
        keep_record("keys", names=names)
        self.stdout.write(f"{options['file']}: {', '.join(names)}")
