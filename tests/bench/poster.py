"""One worker that posts: ``python -m tests.bench.poster START SECONDS SEED ACCOUNT…`` prints posts per second."""

import random
import sys
import time

import django

django.setup()

from tests.personas import NOW  # noqa: E402
from timebank.ledger.actions.post_transfer import post_transfer  # noqa: E402
from timebank.ledger.enums import TransferKind  # noqa: E402
from timebank.ledger.models import Account  # noqa: E402


def main(start: float, seconds: float, seed: int, ids: list[str]) -> None:
    books = list(Account.objects.filter(id__in=ids))
    chance, done = random.Random(seed), 0
    warm = f"bench:{start}:{seed}"
    while time.time() < start:
        time.sleep(0.01)
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        source, target = chance.sample(books, 2)
        post_transfer(
            key=f"{warm}:{done}",
            kind=TransferKind.GIFT,
            source=source,
            target=target,
            amount=1,
            happened_at=NOW,
            by=None,
        )
        done += 1
    print(done / seconds)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
