"""Many postings as one: a month's grants, a day's settlements, an account that is wound up."""

import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from accounts.keys import new_key
from timebank.ledger.actions.post_transfer import refusal_for
from timebank.ledger.canonical_json import canonical
from timebank.ledger.enums import TransferKind

POST_BATCH = "SELECT ledger_post_batch(%s::json, %s::text[], %s)"


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
    places: dict[int, int] = {}  # the same memo or rule often stands in every posting: each is sent once
    texts: list[str] = []

    def place(value: Any) -> int:
        if id(value) not in places:
            texts.append(canonical(value))
            places[id(value)] = len(texts)
        return places[id(value)]

    rows = [
        {
            "id": str(new_key()),
            "key": p.key,
            "kind": p.kind,
            "source_id": str(p.source_id),
            "target_id": str(p.target_id),
            "amount": p.amount,
            "reference_kind": p.reference_kind,
            "reference_id": str(p.reference_id) if p.reference_id else None,
            "memo": place(p.memo),
            "rule": place(p.rule),
            "happened_at": p.happened_at.isoformat(),
            "reverses_id": str(p.reverses_id) if p.reverses_id else None,
        }
        for p in postings
    ]
    parameters = [json.dumps(rows, ensure_ascii=False), texts, by.id if by is not None else None]
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard, connection.cursor() as cursor:
            cursor.execute(POST_BATCH, parameters)
            return int(cursor.fetchone()[0])
    except DatabaseError as error:
        raise refusal_for(error) from error
