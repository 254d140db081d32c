"""Reading and auditing: how the cost grows with the ledger."""

import os
import time

import httpx

from tests.bench.http import median_seconds
from tests.bench.posting import grants
from tests.bench.say import say
from timebank.config.embedded_postgres import Server

LINES = 1_000  # of the book that is read, in both ledgers
MILLION = 1_000_000
GREAT = int(os.environ.get("BENCH_ENTRIES") or 10_000_000)
CHUNK = 20_000
SMALL = 10_000
BOOKS = 200  # filled by one statement

# Rows as the posting functions write them, without their hashes: only reads are measured on them.
FILL = """
    WITH book AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM (
                      SELECT id FROM ledger_account WHERE kind = 'PERSON' AND unit = 'MINUTE'
                      ORDER BY id OFFSET %(start)s LIMIT %(books)s) chosen),
         made AS (INSERT INTO ledger_transfer (id, key, kind, source_id, target_id, amount, reference_kind, memo, rule,
                      happened_at, posted_at, digest)
                  SELECT gen_random_uuid(), 'great:' || %(start)s::int || ':' || one.place || ':' || n, 'GIFT',
                         one.id, other.id, 1, '', '{}', '[]', now() - n * interval '1 day', now(), sha256('')
                  FROM book one JOIN book other ON other.place = one.place %% %(books)s + 1,
                       generate_series(1, %(lines)s / 2) n
                  RETURNING id, source_id, target_id, split_part(key, ':', 4)::int AS n)
    INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after, hash)
    SELECT source_id, 10000 + 2 * n, id, -1, 0, sha256('') FROM made
    UNION ALL SELECT target_id, 10001 + 2 * n, id, 1, 0, sha256('') FROM made"""


def statement_page(url: str) -> float:
    """Seconds of the passbook page of somebody with many lines, in a ledger of 10,000 entries."""
    from timebank.ledger.actions.post_batch import post_batch

    post_batch(postings=grants(SMALL // 2 - LINES, "small"), by=None)
    return _page(url, "small")


def statement_page_in_a_great_ledger(server: Server, url: str, small: float) -> None:
    """The same page when the ledger has ten million entries."""
    from django.db import connection

    from timebank.ledger.models import Entry

    for table in ("ledger_entry", "ledger_transfer", "ledger_account"):
        server.sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL", database="timebank")
    with connection.cursor() as cursor:
        for start in range(0, (GREAT - Entry.objects.count()) // LINES, BOOKS):
            cursor.execute(FILL, {"start": start, "books": BOOKS, "lines": LINES})
    entries = Entry.objects.count()
    server.sql("ANALYZE ledger_entry; ANALYZE ledger_transfer", database="timebank")
    for table in ("ledger_entry", "ledger_transfer", "ledger_account"):
        server.sql(f"ALTER TABLE {table} ENABLE TRIGGER ALL", database="timebank")
    great = _page(url, "great")
    say(
        "ledger",
        f"statement page, {entries:,} entries (floor: {SMALL:,})",
        great * 1000,
        "ms",
        floor=round(small * 1000, 4),
    )


def audit_a_million(server: Server) -> None:
    """The whole audit, hashes, seals and all, per second of its time."""
    from tests.personas import NOW
    from timebank.ledger.actions.post_batch import post_batch
    from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
    from timebank.ledger.audit import audit_ledger
    from timebank.ledger.models import Entry

    number = 0
    while Entry.objects.count() < MILLION:
        number += 1
        post_batch(postings=grants(CHUNK, f"million{number}"), by=None)
    seal_checkpoint(at=NOW)
    server.sql("ANALYZE", database="timebank")
    started = time.perf_counter()
    audit = audit_ledger()
    taken = time.perf_counter() - started
    assert audit.ok, audit.problems
    say("ledger", f"audit of {audit.entries:,} entries", audit.entries / taken, "entries/s")


def _page(url: str, tag: str) -> float:
    from django.conf import settings
    from django.test import Client

    from tests import personas
    from tests.ledger.books import post
    from timebank.ledger.actions.open_account import open_account
    from timebank.ledger.enums import AccountKind, Unit

    reader = personas.volunteer()
    book = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=reader.person)
    source = _rich()
    for number in range(LINES):
        post(source, book, 1, f"{tag}:{number}")
    signed_in = Client()
    signed_in.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    with httpx.Client(base_url=url, cookies={settings.SESSION_COOKIE_NAME: cookie}, timeout=60) as client:
        return median_seconds(client, "/bank/", times=41)


def _rich() -> object:
    from tests import personas
    from timebank.ledger.actions.open_account import open_region_account
    from timebank.ledger.enums import AccountKind, Unit

    return open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
