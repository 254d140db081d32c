"""``manage.py audit_ledger [--json]``: recompute the books; exit 1 and name every disagreement."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from accounts.running import keep_record
from timebank.ledger.audit import audit_ledger


class Command(BaseCommand):
    help = "Recompute the ledger from zero and compare; look at every hash, seal and signature."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        progress = self.stderr.write if options["verbosity"] > 1 or not options["json"] else lambda _words: None
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            audit = audit_ledger(progress)
        keep_record("audit", ok=audit.ok, problems=len(audit.problems))
        counts = {
            "accounts": audit.accounts,
            "transfers": audit.transfers,
            "entries": audit.entries,
            "checkpoints": audit.checkpoints,
        }
        if options["json"]:
            answer: dict[str, Any] = {"ok": audit.ok, **counts}
            if not audit.ok:
                answer["problems"] = audit.problems
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            said = ", ".join(f"{count} {name}" for name, count in counts.items())
            self.stdout.write(f"{said}: " + ("all agree" if audit.ok else "they do not agree"))
            for problem in audit.problems:
                self.stderr.write(problem)
        if not audit.ok:
            sys.exit(1)
