"""Recompute the books from zero and compare: every cached figure, every hash, every seal.

The statements below use built-in functions and operators only (``search_path`` is ``pg_catalog``), not ours: whoever
changed the books may have changed those too.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Length
from django.utils import timezone

from accounts.regions.enums import CODE_LENGTH, Level
from timebank.ledger import checkpoint_text, guards
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.keys import KeysUnusable, PublicKey, in_use, public_keys, verify
from timebank.ledger.merkle import root_of
from timebank.ledger.models import Checkpoint
from timebank.ledger.queries.checkpoints import leaves_between

SHOWN = 20  # rows named per check
COUNTS = """SELECT (SELECT count(*) FROM public.ledger_account), (SELECT count(*) FROM public.ledger_transfer),
                   (SELECT count(*) FROM public.ledger_entry), (SELECT count(*) FROM public.ledger_checkpoint)"""
MOMENT = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
DIGEST = rf"""sha256(convert_to(E'timebank transfer 1\n' || t.id || E'\n' || t.key || E'\n' || t.kind || E'\n' ||
    t.source_id || E'\n' || t.target_id || E'\n' || t.amount || E'\n' || t.reference_kind || E'\n' ||
    coalesce(t.reference_id::text, '') || E'\n' || t.memo || E'\n' || t.rule || E'\n' ||
    {MOMENT.format("t.happened_at")} || E'\n' || {MOMENT.format("t.posted_at")} || E'\n' ||
    coalesce(t.by_id::text, '') || E'\n' || coalesce(t.reverses_id::text, ''), 'UTF8'))"""
FIRST = r"""sha256(convert_to(E'timebank account 1\n' || a.id || E'\n' || a.unit || E'\n' || a.kind || E'\n' ||
    coalesce(a.person_id::text, '') || E'\n' || coalesce(a.organisation_id::text, '') || E'\n' ||
    coalesce(a.region_id, ''), 'UTF8'))"""
HASH = r"""sha256(convert_to(E'timebank entry 1\n' || e.account_id || E'\n' || e.sequence || E'\n' ||
    e.amount || E'\n' || e.balance_after || E'\n' || encode(t.digest, 'hex') || E'\n' ||
    encode(e.before_hash, 'hex'), 'UTF8'))"""

# How the statements run: built-in functions alone, memory to sort a county's books without files, all cores. A check
# that finds nothing is estimated to find nearly everything, so the planner must be told that workers cost nothing. No
# nested loops: right after a month of a county was posted the statistics still say "empty": a loop would take hours. No
# merges either: for the first twenty rows one seems cheap that compares all lines of the busiest book with each other.
SETTINGS = {
    "search_path": "pg_catalog",
    "work_mem": "256MB",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "enable_nestloop": "off",
    "enable_mergejoin": "off",
}
# What must hold → rows that break it: an id and words.
CHECKS: dict[str, str] = {
    "every transfer is what was posted": f"""
        SELECT 'transfer ' || t.id FROM public.ledger_transfer t
        WHERE t.digest IS DISTINCT FROM {DIGEST} ORDER BY t.posted_at, t.id""",
    "every transfer has exactly two entries, minus and plus its amount, at its source and target": """
        SELECT 'transfer ' || coalesce(t.id, e.transfer_id) FROM public.ledger_transfer t
        FULL JOIN public.ledger_entry e ON e.transfer_id = t.id
        GROUP BY t.id, e.transfer_id, t.amount, t.source_id, t.target_id
        HAVING count(e.id) <> 2
            OR count(*) FILTER (WHERE e.account_id = t.source_id AND e.amount = -t.amount) <> 1
            OR count(*) FILTER (WHERE e.account_id = t.target_id AND e.amount = t.amount) <> 1
        ORDER BY 1""",
    "every transfer stays within one unit": """
        SELECT 'transfer ' || t.id FROM public.ledger_transfer t
        LEFT JOIN public.ledger_account s ON s.id = t.source_id LEFT JOIN public.ledger_account d ON d.id = t.target_id
        WHERE s.unit IS DISTINCT FROM d.unit OR s.unit IS NULL ORDER BY t.id""",
    "entries are numbered without gaps, and each balance and hash follows from the one before": f"""
        SELECT 'account ' || e.account_id || ' line ' || e.sequence FROM (
            SELECT one.account_id, one.sequence, one.transfer_id, one.amount, one.balance_after, one.hash,
                   before.id IS NOT NULL AS follows, coalesce(before.balance_after, 0) AS before,
                   coalesce(before.hash, {FIRST}) AS before_hash
            FROM public.ledger_entry one
            LEFT JOIN public.ledger_entry before
                ON before.account_id = one.account_id AND before.sequence = one.sequence - 1
            LEFT JOIN public.ledger_account a ON a.id = one.account_id) e
        LEFT JOIN public.ledger_transfer t ON t.id = e.transfer_id
        WHERE e.follows IS DISTINCT FROM (e.sequence <> 1) OR e.balance_after IS DISTINCT FROM e.before + e.amount
           OR e.hash IS DISTINCT FROM {HASH}
        ORDER BY e.account_id, e.sequence""",
    "every account's balance, count of lines and last hash are those of its entries": f"""
        SELECT 'account ' || a.id FROM public.ledger_account a
        LEFT JOIN (SELECT account_id, sum(amount) AS balance, count(*) AS lines FROM public.ledger_entry GROUP BY 1) s
            ON s.account_id = a.id
        LEFT JOIN public.ledger_entry e ON e.account_id = a.id AND e.sequence = a.version
        WHERE a.balance IS DISTINCT FROM coalesce(s.balance, 0) OR a.version IS DISTINCT FROM coalesce(s.lines, 0)
           OR a.head IS DISTINCT FROM coalesce(e.hash, {FIRST}) ORDER BY a.id""",
    "every account's held minutes are those of its open holds": """
        SELECT 'account ' || a.id FROM public.ledger_account a
        LEFT JOIN (SELECT account_id, sum(amount) AS held FROM public.ledger_hold WHERE status = 'HELD' GROUP BY 1) h
            ON h.account_id = a.id
        WHERE a.held IS DISTINCT FROM coalesce(h.held, 0) ORDER BY a.id""",
    "no account stands below its floor": """
        SELECT 'account ' || id FROM public.ledger_account
        WHERE balance - held < floor OR floor IS NULL AND kind <> 'ISSUANCE' ORDER BY id""",
    "a floor below zero is one that a rule of the house ever named": """
        SELECT 'account ' || a.id FROM public.ledger_account a
        WHERE a.floor > 0 OR a.floor < 0 AND (a.kind <> 'PERSON' OR NOT EXISTS (
            SELECT 1 FROM public.policies_policy p
            WHERE p.code = 'spend.overdraft' AND p.value::text = (-a.floor)::text)) ORDER BY a.id""",
    "every moment lies between the years 1 and 9999, every line has a number of its own": """
        SELECT 'transfer ' || id FROM public.ledger_transfer
        WHERE (happened_at BETWEEN '0001-01-01 00:00+00' AND '9999-12-31 23:59:59.999999+00') IS NOT TRUE
           OR (posted_at BETWEEN '0001-01-01 00:00+00' AND '9999-12-31 23:59:59.999999+00') IS NOT TRUE
        UNION ALL SELECT 'entry ' || id FROM public.ledger_entry WHERE id <= 0 ORDER BY 1""",
    "a posting is reversed once, whole, and by a second person": """
        SELECT 'transfer ' || r.id FROM public.ledger_transfer r
        LEFT JOIN public.ledger_transfer o ON o.id = r.reverses_id
        LEFT JOIN public.ledger_reversalrequest q ON q.id = r.reference_id AND q.transfer_id = o.id
            AND q.status = 'APPROVED' AND q.decided_by_id <> q.requested_by_id
            AND q.decided_by_id = r.by_id AND r.memo::json ->> 'reason' = q.reason
        WHERE (r.kind = 'REVERSE' OR r.reverses_id IS NOT NULL) AND (q.id IS NULL OR o.source_id <> r.target_id
            OR o.target_id <> r.source_id OR o.amount <> r.amount) ORDER BY r.id""",
    "each unit sums to zero over all accounts": """
        SELECT unit FROM public.ledger_account GROUP BY unit HAVING sum(balance) <> 0""",
    "the guards of the books are those that were built": guards.CHECK,
}


@dataclass(frozen=True)
class Audit:
    """What was counted, and every disagreement with the rows that show it (at most 20 a check)."""

    accounts: int
    transfers: int
    entries: int
    checkpoints: int
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def audit_ledger(progress: Callable[[str], None] = lambda _words: None) -> Audit:
    """Recompute everything; ``progress`` hears what was checked and how long it took.

    Wants one snapshot: run it in a REPEATABLE READ transaction while postings go on.
    """
    problems: list[str] = []
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        try:
            cursor.execute(COUNTS)
            counts = cursor.fetchone()
            for name, check in CHECKS.items():
                began = time.monotonic()
                problems += _found(cursor, name, check)
                progress(f"{name} ({time.monotonic() - began:.1f} s)")
        finally:
            cursor.execute("SELECT set_config('search_path', 'public', false)")
            for name in SETTINGS.keys() - {"search_path"}:
                cursor.execute(f"RESET {name}")
    began = time.monotonic()
    problems += _check_checkpoints()
    progress(f"every checkpoint is signed, published and has its root ({time.monotonic() - began:.1f} s)")
    accounts, transfers, entries, checkpoints = counts
    return Audit(accounts, transfers, entries, checkpoints, problems)


def _found(cursor: Any, name: str, check: str) -> Iterator[str]:
    cursor.execute(f"{check} LIMIT {SHOWN}")
    for (row,) in cursor.fetchall():
        yield f"not so: {name}: {row}"


def _check_checkpoints() -> list[str]:
    try:
        keys = public_keys()
    except (KeysUnusable, OSError, UnicodeDecodeError) as error:
        return [f"the public keys cannot be used: {error}"]
    problems, previous, after, number = [], "", 0, 0
    for checkpoint in Checkpoint.objects.order_by("number").iterator():
        number += 1
        try:
            wrong = list(_wrong_with(checkpoint, number=number, previous=previous, after=after, keys=keys))
        except (ValueError, KeyError, TypeError, OverflowError, OSError) as error:
            wrong = [f"cannot be read: {type(error).__name__}"]
        problems += [f"checkpoint {checkpoint.number} {words}" for words in wrong]
        previous, after = checkpoint_text.hash_of(checkpoint.body), checkpoint.last_entry
        number = checkpoint.number
    return problems + _missing_of_published()


def _wrong_with(
    checkpoint: Checkpoint, *, number: int, previous: str, after: int, keys: list[PublicKey]
) -> Iterator[str]:
    if checkpoint.number != number:
        yield f"follows on {number - 1}: one is missing"
    if not in_use(keys, checkpoint.key, checkpoint.sealed_at.isoformat()) or not verify(
        checkpoint.key, checkpoint_text.to_sign(checkpoint.body), bytes(checkpoint.signature), keys=keys
    ):
        yield "is not signed by a key of ours"
    facts = dict(json.loads(checkpoint.body))
    columns = {
        "number": checkpoint.number,
        "day": checkpoint.day.isoformat(),
        "after_entry": checkpoint.after_entry,
        "last_entry": checkpoint.last_entry,
        "entries": checkpoint.entries,
        "root": bytes(checkpoint.root).hex(),
        "sealed_at": timezone.localtime(checkpoint.sealed_at).isoformat(timespec="seconds"),
    }
    if any(facts.get(name) != value for name, value in columns.items()):
        yield "says in its columns what it did not sign"
    if facts.get("previous") != previous or facts.get("after_entry") != after:
        yield "does not follow the one before"
    leaves = leaves_between(facts["after_entry"], facts["last_entry"])
    if len(leaves) != facts["entries"] or root_of(leaves).hex() != facts["root"]:
        yield f"sealed {facts['entries']} other entries than the {len(leaves)} found"
    provinces = checkpoint.places.annotate(digits=Length("region_code")).filter(digits=CODE_LENGTH[Level.PROVINCE])
    counted = provinces.aggregate(total=Sum("total"))["total"]
    if counted is not None and counted != facts["balances"].get(Unit.MINUTE, {}).get(AccountKind.PERSON, 0):
        yield "has places that together saved other minutes than were signed"
    published = Path(settings.LEDGER_PUBLISHED) / checkpoint_text.file_name(checkpoint.number)
    if not published.exists():
        yield "was never published"
    elif published.read_text(encoding="utf-8") != checkpoint_text.document(
        checkpoint.body, checkpoint.key, checkpoint.signature
    ):
        yield "is not the one that was published"


def _missing_of_published() -> list[str]:
    """Published ones that the books do not know any more: the tail was cut."""
    known = {checkpoint_text.file_name(number) for number in Checkpoint.objects.values_list("number", flat=True)}
    there = sorted(path.name for path in Path(settings.LEDGER_PUBLISHED).glob("*.json"))
    return [
        f"checkpoint {int(name[:-5])} was published and is gone from the books" for name in there if name not in known
    ]
