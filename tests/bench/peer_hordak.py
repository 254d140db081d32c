"""Posts with django-hordak: ``python -m tests.bench.peer_hordak SECONDS`` prints posts per second of one worker."""

import os
import random
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hordak_settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from djmoney.money import Money  # noqa: E402
from hordak.models import Account  # noqa: E402


def main(seconds: float, accounts: int = 100) -> None:
    call_command("migrate", verbosity=0)
    books = [
        Account.objects.create(name=f"Book {i}", code=str(i), type="AS", currencies=["CNY"]) for i in range(accounts)
    ]
    chance, done = random.Random(1), 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        source, target = chance.sample(books, 2)
        source.transfer_to(target, Money(1, "CNY"))
        done += 1
    print(done / seconds)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(float(sys.argv[1]))
