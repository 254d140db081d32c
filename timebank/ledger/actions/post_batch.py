"""Many postings as one: a month's grants, a day's settlements, an account that is wound up."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from accounts.keys import new_keys
from timebank.ledger.actions.post_transfer import refusal_for
from timebank.ledger.canonical_json import canonical
from timebank.ledger.enums import TransferKind

POST_BATCH = """
    SELECT ledger_post_batch(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::bigint[], %s::text[],
                             %s::uuid[], %s::int[], %s::int[], %s::timestamptz[], %s::uuid[], %s::text[], %s)"""


@dataclass(frozen=True)
class Posting:
    """One posting of a batch; ``amount`` > 0 in the unit of both accounts. The fields of ``post_transfer``."""

    key: str
    kind: TransferKind
    source_id: UUID
    target_id: UUID
    amount: int
    happened_at: datetime
    reference_kind: str = ""
    reference_id: UUID | None = None
    memo: dict[str, Any] = field(default_factory=dict)
    rule: Sequence[dict[str, Any]] = ()
    reverses_id: UUID | None = None


def post_batch(*, postings: Sequence[Posting], by: Any) -> int:
    """Post all or none, in the given order, in one round trip; return how many were new.

    Idempotent by each posting's key. Accounts are netted: each must stand above its floor when the batch is
    done, not in between. Raises NotEnough, UnitsDiffer, PostingKeyReused, NotThatReversal; then nothing is posted.
    """
    if not postings:
        return 0
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard, connection.cursor() as cursor:
            cursor.execute(POST_BATCH, [*_columns(postings), by.id if by is not None else None])
            return int(cursor.fetchone()[0])
    except DatabaseError as error:
        raise refusal_for(error) from error


def _columns(postings: Sequence[Posting]) -> list[Any]:
    """The parameters of ledger_post_batch but the last: one array a column, and the texts that they name."""
    places: dict[int, int] = {}  # the same memo or rule often stands in every posting: each is sent once
    texts: list[str] = []

    def place(value: Any) -> str:
        if id(value) not in places:
            texts.append(canonical(value))
            places[id(value)] = len(texts)
        return str(places[id(value)])

    moment = cache(datetime.isoformat)
    return [
        _array(new_keys(len(postings))),
        _array(_quoted(p.key) for p in postings),
        _array(p.kind for p in postings),
        _array(p.source_id.hex for p in postings),
        _array(p.target_id.hex for p in postings),
        _array(str(p.amount) for p in postings),
        _array(_quoted(p.reference_kind) for p in postings),
        _array(p.reference_id.hex if p.reference_id else "NULL" for p in postings),
        _array(place(p.memo) for p in postings),
        _array(place(p.rule) for p in postings),
        _array(moment(p.happened_at) for p in postings),
        _array(p.reverses_id.hex if p.reverses_id else "NULL" for p in postings),
        texts,
    ]


def _array(values: Iterable[str]) -> str:
    """A PostgreSQL array of words that need no quotes: a tenth of the time that adapting each value takes."""
    return "{" + ",".join(values) + "}"


def _quoted(word: str) -> str:
    """A word as an element of an array, whatever stands in it."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
