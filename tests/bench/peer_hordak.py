"""Posts with django-hordak: ``python -m tests.bench.peer_hordak SECONDS`` prints posts per second of one worker.

Two figures: what its ``transfer_to`` writes and asks nothing, and the same where nobody may spend what is not there, as
with us and with the floor: the account is locked and its balance looked at before.
"""

import os
import random
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hordak_settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from djmoney.money import Money  # noqa: E402
from hordak.models import Account  # noqa: E402

RICH = 10**9  # how much a book may owe: all begin with nothing


def bare(source: Account, target: Account) -> None:
    source.transfer_to(target, Money(1, "CNY"))


def covered(source: Account, target: Account) -> None:
    with transaction.atomic():
        list(Account.objects.select_for_update().filter(id__in=[source.id, target.id]).order_by("id"))
        assert source.get_balance() >= Money(-RICH, "CNY")
        source.transfer_to(target, Money(1, "CNY"))


def main(seconds: float, accounts: int = 100) -> None:
    call_command("migrate", verbosity=0)
    books = [
        Account.objects.create(name=f"Book {i}", code=str(i), type="AS", currencies=["CNY"]) for i in range(accounts)
    ]
    chance = random.Random(1)
    for post in (bare, covered):
        done, until = 0, time.perf_counter() + seconds
        while time.perf_counter() < until:
            post(*chance.sample(books, 2))
            done += 1
        print(done / seconds)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(float(sys.argv[1]))
