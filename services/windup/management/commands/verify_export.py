"""``manage.py verify_export FILE [--password-file F] [--keys keys.json] [--json]``: check an export, no database."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from services.windup.exporting.verifying import Report, verify_export
from timebank.ledger.keys import KeysUnusable, read_keys


class Command(BaseCommand):
    help = "Check an export offline: hashes, signature, references, statements, and the books from zero."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--password-file", type=Path)
        parser.add_argument("--keys", type=Path, help="the published keys.json; without it the keys inside count")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            keys = read_keys(options["keys"].read_text(encoding="utf-8")) if options["keys"] else None
            secret = options["password_file"]
            password = secret.read_text(encoding="utf-8").partition("\n")[0].strip() if secret else ""
        except (OSError, UnicodeDecodeError, KeysUnusable) as error:
            raise CommandError(str(error)) from error
        report = verify_export(options["file"], password=password, keys=keys)
        if options["json"]:
            self.stdout.write(json.dumps({"genuine": report.genuine, **asdict(report)}, ensure_ascii=False))
        else:
            self._say(report, trusted=keys is not None)
        if not report.genuine:
            sys.exit(1)

    def _say(self, report: Report, *, trusted: bool) -> None:
        if not report.genuine:
            self.stdout.write("NOT GENUINE")
            for one in report.findings:
                self.stdout.write(f"  {one.code}: {one.place}" + (f": {one.words}" if one.words else ""))
            return
        self.stdout.write(
            f"genuine: {report.region}, {report.files} files, {report.rows} rows of {report.tables} tables\n"
            f"  {report.accounts} accounts, {report.transfers} transfers, {report.entries} entries recomputed\n"
            f"  {report.statements} statements, {report.checkpoints} checkpoints ({report.roots} roots recomputed)\n"
            f"  signed by {report.key}; {'it is one of the keys given' if trusted else 'compare its print'}: "
            f"{report.fingerprint}"
        )
