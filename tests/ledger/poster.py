"""A client that posts and says so: ``python -m tests.ledger.poster SOURCE TARGET PREFIX COUNT [FAIL_AT NUMBER]``.

Prints a key when its posting is acknowledged. At FAIL_AT of posting NUMBER it kills itself, as a power cut would.
"""

import contextlib
import os
import signal
import sys

import django

django.setup()

from django.db import OperationalError, connection, transaction  # noqa: E402

from tests.personas import NOW  # noqa: E402
from timebank.ledger.actions.post_transfer import post_transfer  # noqa: E402
from timebank.ledger.enums import TransferKind  # noqa: E402
from timebank.ledger.models import Account  # noqa: E402

FAIL_POINTS = ("before", "inside", "after")  # the statement, before its commit, before the answer


def main(source: str, target: str, prefix: str, count: int, fail_at: str = "", number: int = -1) -> None:
    books = Account.objects.in_bulk([source, target])
    by_id = {str(key): book for key, book in books.items()}
    for place in range(count):
        key = f"{prefix}:{place}"
        dying = fail_at if place == number else ""
        while not posted(by_id[source], by_id[target], key, dying):
            connection.close()  # the database went away: the same key again
            connection.close_pool()
        print(key, flush=True)  # noqa: T201 - the acknowledgement


def posted(source: Account, target: Account, key: str, dying: str) -> bool:
    if dying == "before":
        die()
    with contextlib.suppress(OperationalError):
        with transaction.atomic():
            post_transfer(
                key=key, kind=TransferKind.GIFT, source=source, target=target, amount=1, happened_at=NOW, by=None
            )
            if dying == "inside":
                die()
        if dying == "after":
            die()
        return True
    return False


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]), *sys.argv[5:6], *map(int, sys.argv[6:7]))
