"""A plain ledger as one writes it with the ORM: rows locked, two entries, balances saved, one transaction.

``python -m tests.bench.peer_orm SECONDS`` prints posts per second of one worker.
"""

import os
import random
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hordak_settings"
django.setup()

from django.db import connection, models, transaction  # noqa: E402


class Book(models.Model):
    balance = models.BigIntegerField(default=0)

    class Meta:
        app_label = "peer"
        constraints = [models.CheckConstraint(name="peer_book_positive", condition=models.Q(balance__gte=0))]


class Move(models.Model):
    key = models.CharField(max_length=120, unique=True)
    amount = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "peer"


class Line(models.Model):
    book = models.ForeignKey(Book, on_delete=models.PROTECT)
    move = models.ForeignKey(Move, on_delete=models.PROTECT)
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField()

    class Meta:
        app_label = "peer"


def post(source_id: int, target_id: int, amount: int, key: str) -> None:
    with transaction.atomic():
        books = Book.objects.select_for_update().filter(id__in=[source_id, target_id]).order_by("id")
        found = {book.id: book for book in books}
        move = Move.objects.create(key=key, amount=amount)
        for book_id, change in ((source_id, -amount), (target_id, amount)):
            book = found[book_id]
            book.balance += change
            book.save(update_fields=["balance"])
            Line.objects.create(book=book, move=move, amount=change, balance_after=book.balance)


def main(seconds: float, accounts: int = 100) -> None:
    with connection.schema_editor() as editor:
        for model in (Book, Move, Line):
            editor.create_model(model)
    ids = [book.id for book in Book.objects.bulk_create([Book(balance=10**9) for _ in range(accounts)])]
    chance, done = random.Random(1), 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        source, target = chance.sample(ids, 2)
        post(source, target, 1, f"orm:{done}")
        done += 1
    print(done / seconds)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(float(sys.argv[1]))
