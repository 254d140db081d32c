"""Postings per second: one at a time by one and by eight workers, and as a batch."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.ground import ROOT
from tests.bench.say import say
from timebank.config.embedded_postgres import Server

SECONDS, BOOKS, RICH, BATCH = 5, 100, 10**9, 40_000

# The least that does the job with the same durability: a key, a transfer, two lines, two balances above zero.
FLOOR_TABLES = """
    CREATE TABLE floor_book (id int PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0));
    CREATE TABLE floor_move (id bigserial PRIMARY KEY, key text NOT NULL UNIQUE, amount bigint NOT NULL);
    CREATE TABLE floor_line (id bigserial PRIMARY KEY, book int NOT NULL, move bigint NOT NULL, amount bigint NOT NULL,
                             balance_after bigint NOT NULL);
    CREATE INDEX ON floor_line (book, id);
    INSERT INTO floor_book SELECT n, 1000000000 FROM generate_series(1, 100) n"""
FLOOR_POST = """\\set a random(1, 99)
\\set b random(:a + 1, 100)
WITH m AS (INSERT INTO floor_move (key, amount) VALUES (gen_random_uuid()::text, 1) RETURNING id),
     s AS (UPDATE floor_book SET balance = balance - 1 WHERE id = :a RETURNING id, balance),
     t AS (UPDATE floor_book SET balance = balance + 1 WHERE id = :b RETURNING id, balance)
INSERT INTO floor_line (book, move, amount, balance_after)
SELECT s.id, m.id, -1, s.balance FROM s, m UNION ALL SELECT t.id, m.id, 1, t.balance FROM t, m;
"""


def single_posts(server: Server, folder: Path) -> None:
    """The public action against pgbench (floor), django-hordak and a plain ORM ledger (peers)."""
    ids = _rich_books()
    server.sql(FLOOR_TABLES, database="timebank", role="timebank")
    bare, covered = _peer(server, "peer_hordak")
    (orm,) = _peer(server, "peer_orm")
    peers = {"django-hordak": bare, "django-hordak, balance looked at": covered, "plain ORM": orm}
    for workers in (1, 8):
        floor = _pgbench(server, folder, workers)
        rate = _workers(ids, workers)
        said = f"posts, {workers} worker{'s' if workers > 1 else ''}"
        for name, peer in peers.items():
            say("ledger", f"{said} (peer {name}, 1 worker)", rate, "posts/s", floor=floor, peer=peer)


def batch_posts(server: Server) -> None:
    """A month's grants to tens of thousands of accounts against the least SQL that writes as many rows."""
    from django.db import connection

    from timebank.ledger.actions.post_batch import post_batch

    postings = grants(BATCH)
    started = time.perf_counter()
    assert post_batch(postings=postings, by=None) == BATCH
    rate = BATCH / (time.perf_counter() - started)
    with connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute(
            "WITH m AS (INSERT INTO floor_move (key, amount) SELECT 'g' || n, 60 FROM generate_series(1, %s) n "
            "RETURNING id) INSERT INTO floor_line (book, move, amount, balance_after) "
            "SELECT 1, id, -60, 0 FROM m UNION ALL SELECT 2 + id %% 98, id, 60, 0 FROM m",
            [BATCH],
        )
        floor = BATCH / (time.perf_counter() - started)
    say("ledger", f"batch of {BATCH:,} grants", rate, "posts/s", floor=floor)


def grants(count: int, tag: str = "grant") -> list[Any]:
    """As many grants to as many new persons."""
    from accounts.people.models import Person
    from tests import personas
    from timebank.ledger.actions.open_account import open_person_accounts, open_region_account
    from timebank.ledger.actions.post_batch import Posting
    from timebank.ledger.enums import AccountKind, TransferKind, Unit

    personas.regions()
    made = [Person(name=f"林{n}", gender="FEMALE", home_id=personas.VILLAGE) for n in range(count)]
    persons = Person.objects.bulk_create(made, batch_size=5000)
    accounts = open_person_accounts(unit=Unit.MINUTE, person_ids=[person.id for person in persons])
    source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
    memo = {"because": "monthly", "month": "2026-11"}
    rule = [{"code": "grant.monthly", "value": 60, "citation": "大田县2020年方案"}]
    return [
        Posting(
            key=f"{tag}:{account.id}",
            kind=TransferKind.GRANT,
            source_id=source.id,
            target_id=account.id,
            amount=60,
            happened_at=personas.NOW,
            memo=memo,
            rule=rule,
        )
        for account in accounts.values()
    ]


def _rich_books() -> list[str]:
    from dataclasses import replace

    from timebank.ledger.actions.post_batch import post_batch

    postings = [replace(posting, amount=RICH) for posting in grants(BOOKS, "rich")]
    post_batch(postings=postings, by=None)
    return [str(posting.target_id) for posting in postings]


def _workers(ids: list[str], count: int) -> float:
    start = str(time.time() + 3 + count)
    command = [sys.executable, "-m", "tests.bench.poster", start, str(SECONDS)]
    processes = [
        subprocess.Popen([*command, str(seed), *ids], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for seed in range(count)
    ]
    return sum(float(process.communicate()[0]) for process in processes)


def _pgbench(server: Server, folder: Path, clients: int) -> float:
    from timebank.config.postgres_binaries import binaries

    script = folder / "floor.sql"
    script.write_text(FLOOR_POST)
    command = [
        binaries() / "pgbench",
        "-n",
        "-c",
        str(clients),
        "-j",
        "2",
        "-T",
        str(SECONDS),
        "-f",
        script,
        server.url(),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"tps = ([\d.]+)", said)[1])  # type: ignore[index]


def _peer(server: Server, module: str) -> list[float]:
    """Posts per second, a figure for each way that the peer is tried."""
    server.sql("DROP DATABASE IF EXISTS peer WITH (FORCE)")
    server.sql("CREATE DATABASE peer OWNER timebank")
    environment = os.environ | {"DATABASE_URL": server.url("peer")}
    command = [sys.executable, "-m", f"tests.bench.{module}", str(SECONDS)]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    return [float(line) for line in said.splitlines()]
