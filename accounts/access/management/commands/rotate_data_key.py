"""``manage.py rotate_data_key [--forget]``: seal personal data with a new key, or drop the keys nothing needs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.access.resealing import forget_unused_keys, reseal, uses
from accounts.sealing import add_key, key_names

WIDTH = 40


class Command(BaseCommand):
    help = "Make a new sealing key and seal all personal data with it. Stopped half way, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forget", action="store_true", help="only delete keys that nothing is sealed with any more"
        )

    def handle(self, *args: Any, forget: bool, **options: Any) -> None:
        if forget:
            gone = forget_unused_keys()
            self.stdout.write(f"deleted: {', '.join(gone)}" if gone else "every older key is still needed")
            self.stdout.write("Dumps made before stay readable only with a copy of the old key file.")
            return
        used = uses()
        current = key_names()[-1]
        if total := used.total() - used[current]:
            self.stdout.write(f"going on: {total} values are not sealed with key {current} yet")
        else:
            current, total = add_key(), used.total()
            self.stdout.write(f"sealing with key {current} from now on")
        done = 0
        for number in reseal():
            done += number
            self._draw(done, max(total, done))
        self.stdout.write(f"{done} values sealed again. Copy the key file into the backup, apart from the database.")

    def _draw(self, done: int, total: int) -> None:
        bar = "#" * (WIDTH * done // total)
        ending = "\r" if self.stdout.isatty() and done < total else "\n"
        self.stdout.write(f"[{bar:<{WIDTH}}] {done} of {total}", ending=ending)
