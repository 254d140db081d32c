"""``make bench``: one JSON object a line, each figure beside a floor or a peer measured in the same run.

Figures vary with the machine; the ratios are what to compare.
"""

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.ground import ROOT, ground, many_open_orders, tokens
from tests.bench.http import Post, median_seconds, posts_a_second

SECONDS, THREADS, CLAIMS, AT_ONCE = 5, 4, 400, 32
FOLDER = Path(os.environ.get("VAR") or ROOT / "var" / "bench")


def say(
    bench: str, metric: str, value: float, unit: str, *, floor: float | None = None, peer: float | None = None
) -> None:
    line = {"bench": bench, "metric": metric, "value": round(value, 4), "unit": unit, "floor": floor, "peer": peer}
    line["ratio_floor"] = round(value / floor, 3) if floor else None
    line["ratio_peer"] = round(value / peer, 3) if peer else None
    print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 - the answer


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """The real server on the bench's database; yields its address."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", "0"],
        cwd=ROOT,
        env=os.environ | {"VAR": str(FOLDER)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    line = next(line for line in process.stdout if "http://" in line)
    try:
        yield re.search(r"http://[\w.:]+", line)[0]  # type: ignore[index]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def ledger_posts(database_url: str) -> None:
    """Postings by the action, by pgbench with the same SQL (floor), by django-hordak (peer)."""
    from django.db import connection

    from tests import personas
    from timebank.ledger.actions.open_account import open_account
    from timebank.ledger.actions.post_transfer import POST, post_transfer
    from timebank.ledger.enums import AccountKind, TransferKind, Unit

    books = [
        open_account(
            unit=Unit.MINUTE, kind=AccountKind.PERSON, person=personas.elder(f"林{i}", minutes=1_000_000).person
        )
        for i in range(100)
    ]
    done = [0] * THREADS
    until = time.perf_counter() + SECONDS

    def work(number: int) -> None:
        chance = random.Random(number)
        while time.perf_counter() < until:
            source, target = chance.sample(books, 2)
            post_transfer(
                key=f"bench:{number}:{done[number]}",
                kind=TransferKind.GIFT,
                source=source,
                target=target,
                amount=1,
                happened_at=personas.NOW,
                by=None,
            )
            done[number] += 1
        connection.close()

    run(work)
    floor = pgbench(database_url, POST, [str(book.id) for book in books])
    peer = hordak(database_url)
    say("ledger", "posts", sum(done) / SECONDS, "posts/s", floor=floor, peer=peer)


def run(work: object) -> None:
    workers = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]  # type: ignore[arg-type]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def pgbench(database_url: str, statement: str, books: list[str]) -> float:
    from timebank.config.postgres_binaries import binaries

    array = "ARRAY[" + ",".join(f"'{book}'" for book in books) + "]::uuid[]"
    call = statement % (
        "uuidv7()", "gen_random_uuid()::text", "'bench'", "'GIFT'",
        f"({array})[:a]", f"({array})[1 + (:a - 1 + :b) % {len(books)}]",
        "1", "NULL", "''", "NULL", "'{}'", "'[]'", "now()", "NULL", "NULL",
    )  # fmt: skip
    script = FOLDER / "post.sql"
    script.write_text(f"\\set a random(1, {len(books)})\n\\set b random(1, {len(books) - 1})\n{call};\n")
    command = [
        binaries() / "pgbench",
        "-n",
        "-c",
        str(THREADS),
        "-j",
        "2",
        "-T",
        str(SECONDS),
        "-f",
        script,
        database_url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"tps = ([\d.]+)", said)[1])  # type: ignore[index]


def hordak(database_url: str) -> float:
    import psycopg

    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS peer WITH (FORCE)")
        server.execute("CREATE DATABASE peer")
    environment = os.environ | {"DATABASE_URL": database_url.replace("/timebank?", "/peer?")}
    command = [sys.executable, "-m", "tests.bench.peer", str(SECONDS), str(THREADS)]
    return float(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout)


def claims(url: str) -> None:
    """Claims over HTTP against a POST that only authenticates."""
    from django.utils import timezone

    from tests import personas

    volunteers = [personas.volunteer(f"郑{i}") for i in range(CLAIMS)]
    lin = personas.elder(minutes=CLAIMS * 40)
    mei = personas.proxy(lin)
    orders = [personas.order(mei, lin, at=timezone.now()) for _ in range(CLAIMS)]
    keys = tokens(volunteers)
    nothing = [Post("/bench/nothing/", key) for key in keys]
    posts_a_second(url, nothing[:64], at_once=AT_ONCE)  # warm up
    floor, _ = posts_a_second(url, nothing, at_once=AT_ONCE)
    claiming = [Post(f"/api/v1/orders/{order.id}/claim/", key) for order, key in zip(orders, keys, strict=True)]
    rate, statuses = posts_a_second(url, claiming, at_once=AT_ONCE)
    assert statuses == {200: CLAIMS}, statuses
    say("claims", "one order each", rate, "claims/s", floor=floor)
    crowd = personas.order(mei, lin, at=timezone.now(), hours=30)
    rate, statuses = posts_a_second(url, [Post(f"/api/v1/orders/{crowd.id}/claim/", key) for key in keys], at_once=200)
    assert statuses == {200: 1, 409: CLAIMS - 1}, statuses
    say("claims", "everybody the same order", rate, "answers/s", floor=floor)


def board(url: str) -> None:
    """The board page with 100 and with 100,000 open orders."""
    import httpx
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from tests import personas

    lin = personas.elder(minutes=400)
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, at=timezone.now())
    signed_in = Client()
    signed_in.force_login(personas.volunteer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    with httpx.Client(base_url=url, cookies={settings.SESSION_COOKIE_NAME: cookie}, timeout=60) as client:
        many_open_orders(str(order.id), 99)
        small = median_seconds(client, "/volunteer/")
        small_api = median_seconds(client, "/healthz")
        many_open_orders(str(order.id), 99_900)
        large = median_seconds(client, "/volunteer/")
    say("board", "page, 100 open orders", small * 1000, "ms", floor=round(small_api * 1000, 4))
    say("board", "page, 100,000 open orders", large * 1000, "ms", floor=round(small * 1000, 4))


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ground(FOLDER) as server:
        ledger_posts(server.url())
        with serving() as url:
            board(url)
            claims(url)


if __name__ == "__main__":
    main()
