"""``manage.py rotate_ledger_key``: sign with a new key from now on; the old one hands over and is deleted."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from timebank.ledger.keys import fingerprint_of, rotate_key


class Command(BaseCommand):
    help = "Make a new signing key, handed over by the one in use. What was signed before stays verifiable."

    def handle(self, *args: Any, **options: Any) -> None:
        key = rotate_key(at=timezone.now())
        self.stdout.write(f"signing with {key.key} from now on\n{fingerprint_of(key.public)}")
