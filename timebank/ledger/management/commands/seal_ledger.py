"""``manage.py seal_ledger``: make a checkpoint now, sign and publish it; the nightly job does the same."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from timebank.ledger.actions.seal_checkpoint import seal_checkpoint


class Command(BaseCommand):
    help = "Seal every entry that is not sealed yet: Merkle root, signature, published file."

    def handle(self, *args: Any, **options: Any) -> None:
        checkpoint = seal_checkpoint(at=timezone.now())
        root = bytes(checkpoint.root).hex()
        self.stdout.write(f"checkpoint {checkpoint.number} seals {checkpoint.entries} entries: {root}")
