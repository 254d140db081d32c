"""``manage.py import_regions FILE.csv``: load an official division file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.refusals import Refusal
from accounts.regions.actions.import_regions import import_regions


class Command(BaseCommand):
    help = "Load an official division file (CSV with the columns code,name,level,parent_code)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            fresh, known = import_regions(file=file)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{fresh} regions new, {known} already there")
