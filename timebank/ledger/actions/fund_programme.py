"""Put public money into a programme, in fen."""

from datetime import datetime
from typing import Any

from timebank.ledger.actions.open_account import open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account


def fund_programme(*, by: Any, at: datetime, programme: Account, fen: int, key: str, words: str) -> int:
    """Post money that the treasury gave into the budget. Idempotent by ``key``; returns 1 when it was new."""
    assert programme.region_id is not None
    source = open_region_account(unit=Unit.FEN, kind=AccountKind.ISSUANCE, region_code=programme.region_id)
    posting = Posting(
        key=f"fund:{key}",
        kind=TransferKind.GRANT,
        source_id=source.id,
        target_id=programme.id,
        amount=fen,
        happened_at=at,
        memo={"reason": words},
    )
    return post_batch(postings=[posting], by=by)
