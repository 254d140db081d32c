"""``manage.py forget_elders [--dry-run]``: erase the dossiers that are past their time, as the job does every night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.elders.actions.forget_elder import forget_elder
from accounts.elders.queries.forgetting import elders_to_forget


class Command(BaseCommand):
    help = "Erase the dossiers of those who left the registry longer ago than the rule keeps them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        due = list(elders_to_forget(timezone.localdate(now)))
        for elder_id, rule in [] if dry_run else due:
            forget_elder(by=None, at=now, elder_id=elder_id, rule=rule)
        self.stdout.write(f"{len(due)} dossiers {'are' if dry_run else 'were'} past their time")
