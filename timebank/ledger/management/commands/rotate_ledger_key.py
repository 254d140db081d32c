"""``manage.py rotate_ledger_key [--lost]``: sign with a new key from now on; the old one hands over and is deleted."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timebank.ledger.keys import KeyNotLost, KeysUnusable, fingerprint_of, rotate_key


class Command(BaseCommand):
    help = "Make a new signing key, handed over by the one in use. What was signed before stays verifiable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = "The private key is gone for good: begin with a new one nobody hands over to. It shows for ever."
        parser.add_argument("--lost", action="store_true", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = rotate_key(at=timezone.now(), lost=options["lost"])
        except KeyNotLost as error:
            raise CommandError(f"The private key {error} lies in its folder: rotate without --lost.") from error
        except KeysUnusable as error:
            raise CommandError(f"{error}. Bring it back with restore_keys, or say --lost if it is gone.") from error
        self.stdout.write(f"signing with {key.key} from now on\n{fingerprint_of(key.public)}")
        if key.follows_lost:
            self.stdout.write("Print this on the notice boards: nobody can check it otherwise.")
