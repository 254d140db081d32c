"""``manage.py verify_statement FILE [--keys keys.json] [--json]``: check a statement without any database."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timebank.ledger.keys import KeysUnusable, fingerprint_of, public_keys, read_keys
from timebank.ledger.proof import verify_statement


class Command(BaseCommand):
    help = "Check a holder's signed statement offline: signature, every line's hash and balance, inclusion."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path, help="published keys.json; without it the keys of this house")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            keys = read_keys(options["keys"].read_text(encoding="utf-8")) if options["keys"] else public_keys()
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError, KeysUnusable) as error:
            raise CommandError(str(error)) from error
        verdict = verify_statement(text, keys)
        if options["json"]:
            self.stdout.write(json.dumps({"genuine": verdict.genuine, **asdict(verdict)}, ensure_ascii=False))
        else:
            self._say(verdict, {key.key: fingerprint_of(key.public) for key in keys})
            for key in keys:
                if key.follows_lost:
                    self.stdout.write(f"  {key.key} follows a lost key: compare its print with the one on paper")
        if not verdict.genuine:
            sys.exit(1)

    def _say(self, verdict: Any, prints: dict[str, str]) -> None:
        if not verdict.genuine:
            self.stdout.write("NOT GENUINE")
            for finding in verdict.findings:
                self.stdout.write(f"  {finding.code}" + (f", line {finding.line}" if finding.line else ""))
            return
        self.stdout.write(
            f"genuine: {verdict.holder}, lines {verdict.first_line} to {verdict.last_line}, "
            f"balance {verdict.balance} {verdict.unit}, made {verdict.made_at}"
        )
        if not verdict.holder_proven:
            self.stdout.write("  whose book it is, a statement from the first line on would prove")
        if verdict.sealed_line:
            self.stdout.write(
                f"  lines up to {verdict.sealed_line} are sealed in checkpoint {verdict.checkpoint} "
                f"of {verdict.checkpoint_day}; compare its code: {verdict.checkpoint_code.upper()}"
            )
        self.stdout.write(f"  signed by {verdict.key}; compare its print: {prints[verdict.key]}")
