"""Posts with django-hordak: ``python -m tests.bench.peer SECONDS THREADS`` prints posts per second."""

import os
import random
import sys
import threading
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hordak_settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from djmoney.money import Money  # noqa: E402
from hordak.models import Account  # noqa: E402


def main(seconds: float, threads: int, accounts: int = 100) -> None:
    call_command("migrate", verbosity=0)
    books = [
        Account.objects.create(name=f"Book {i}", code=str(i), type="AS", currencies=["CNY"]) for i in range(accounts)
    ]
    done = [0] * threads
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        chance = random.Random(number)
        while time.perf_counter() < until:
            source, target = chance.sample(books, 2)
            source.transfer_to(target, Money(1, "CNY"))
            done[number] += 1
        connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(sum(done) / seconds)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
