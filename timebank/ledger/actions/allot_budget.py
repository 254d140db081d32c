"""Pay out of a programme, in fen: to persons and organisations. Never mixed with minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import TransferKind
from timebank.ledger.models import Account


@dataclass(frozen=True)
class Share:
    """``fen`` > 0 for one account; ``key`` makes it count once; ``memo`` is what the book says."""

    account_id: UUID
    fen: int
    key: str
    memo: dict[str, Any]
    rule: Sequence[dict[str, Any]] = ()


def allot_budget(*, by: Any, at: datetime, programme: Account, shares: Sequence[Share], settle: bool = False) -> int:
    """Post many shares out of one budget as one: ALLOT to persons, SETTLE what organisations have delivered.

    All or none: raises NotEnough when the budget does not cover them. Returns how many were new.
    """
    kind = TransferKind.SETTLE if settle else TransferKind.ALLOT
    with transaction.atomic():
        return post_batch(
            postings=[
                Posting(
                    key=f"{kind.lower()}:{share.key}",
                    kind=kind,
                    source_id=programme.id,
                    target_id=share.account_id,
                    amount=share.fen,
                    happened_at=at,
                    memo=share.memo,
                    rule=share.rule,
                )
                for share in shares
            ],
            by=by,
        )
