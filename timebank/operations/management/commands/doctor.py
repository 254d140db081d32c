"""``manage.py doctor [--json]``: what is wrong or missing here, and what helps; exit 1 when something is broken."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from timebank.operations.doctor import Finding, Level
from timebank.operations.doctor.examine import examine

SIGNS = {Level.GOOD: "✓", Level.WARN: "!", Level.BAD: "✗"}


class Command(BaseCommand):
    help = (
        "Look at database, worker, disk, clock, keys, backups, ledger and settings; say in plain words what is wrong."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--language", choices=["zh-hans", "en"], default=_language_of_the_terminal())

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            findings = list(examine())
        if options["json"]:
            told = [{"about": one.about, "level": one.level.name, "words": one.words, "do": one.do} for one in findings]
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for one in sorted(findings, key=lambda one: -one.level):
                self.stdout.write(self._line(one))
        if any(one.level == Level.BAD for one in findings):
            sys.exit(1)

    def _line(self, finding: Finding) -> str:
        paint = {Level.GOOD: self.style.SUCCESS, Level.WARN: self.style.WARNING, Level.BAD: self.style.ERROR}
        told = f"{paint[finding.level](SIGNS[finding.level])} {finding.words}"
        return told + (f"\n    → {finding.do}" if finding.do else "")


def _language_of_the_terminal() -> str:
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh-hans" if told.lower().startswith("zh") else "en"
