"""``manage.py backup [FOLDER] [--to age1…] [--keep N]``: save the house, while it goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.running import keep_record
from timebank.operations.backups.making import forget_older, make_backup


class Command(BaseCommand):
    help = "Save database, pictures and published checkpoints into a new folder with a signed list of its parts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="Where backups lie; else BACKUP_FOLDER.")
        parser.add_argument("--to", action="append", help="Seal it for this age address; else those of BACKUP_TO.")
        parser.add_argument("--keep", type=int, default=0, help="Afterwards keep only the newest so many.")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["folder"] or settings.BACKUP_FOLDER
        if not target:
            raise CommandError("Where to? Name a folder, or set BACKUP_FOLDER.")
        if options["keep"] < 0:
            raise CommandError("--keep: how many to keep, 1 or more.")
        to = options["to"] or settings.BACKUP_TO
        made = make_backup(Path(target), to=to, at=timezone.now(), say=lambda words: self.stderr.write(f"… {words}"))
        size = sum(path.stat().st_size for path in made.iterdir())
        keep_record("backup", folder=str(made), bytes=size, sealed=bool(to))
        self.stdout.write(f"{made}: {size / 1e6:.1f} MB" + ("" if to else ", not sealed: whoever finds it reads names"))
        if options["keep"]:
            for old in forget_older(Path(target), options["keep"]):
                self.stdout.write(f"{old.name} deleted")
