"""``manage.py export_county REGION DIR|FILE.zip [--password-file F]``: everything of a county, for another system."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.refusals import Refusal
from services.windup.actions.export_county import export_county


class Command(BaseCommand):
    help = (
        "Write everything of a county: into a ZIP encrypted with a password, or into a folder without what is sealed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="six digits")
        parser.add_argument("target", type=Path, help="a folder that is not there yet, or FILE.zip")
        parser.add_argument("--password-file", type=Path, help="the first line is the password of the ZIP")
        parser.add_argument("--purpose", default="", help="written into the journal: what for, and for whom")

    def handle(self, *args: Any, **options: Any) -> None:
        password = ""
        if options["password_file"]:
            try:
                password = options["password_file"].read_text(encoding="utf-8").partition("\n")[0].strip()
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(str(error)) from error
        try:
            written = export_county(
                by=None,
                at=timezone.now(),
                county_code=options["region"],
                target=options["target"],
                password=password,
                purpose=options["purpose"],
                progress=self._say,
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.code}: {refusal}") from refusal
        self.stdout.write(
            f"{options['target']}: {written.rows} rows of {len(written.counts) - 1} tables, "
            f"{written.statements} statements, {written.pictures} pictures"
            + (f", {written.missing} pictures are gone" if written.missing else "")
        )
        if not password:
            self.stderr.write("Without a password: no sealed value, no picture, no statement. Names are in it.")

    def _say(self, done: int, of: int, what: str) -> None:
        if what and done % 20 == 0:
            self.stderr.write(f"  {done} of {of}: {what}")
