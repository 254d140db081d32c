"""What an order has cost is drawn from gifts and the pool into the book that pays for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.settle_hold import Payee, settle_hold
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.purses.enums import UseStatus
from timebank.purses.models import MinuteUse


def draw_sources(*, order_id: UUID, needed: int, person: Any, at: datetime, by: Any) -> int:
    """Post what the order's sources pay of ``needed`` minutes to the elder's book, in the order in which they were set
    aside; the rest of each goes back. Return the sum. ``person`` is the elder's, locked; the order is locked too.
    """
    uses = list(MinuteUse.objects.filter(order_id=order_id, status=UseStatus.HELD).order_by("id"))
    if not uses:
        return 0
    book = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=person)
    drawn = 0
    for use in uses:
        amount = min(use.held_minutes, needed - drawn)
        if amount <= 0:
            release_hold(reference_id=use.id, at=at)
            use.status = UseStatus.RELEASED
        else:
            payee = Payee(
                account=book,
                amount=amount,
                key=f"draw:{use.id}",
                kind=TransferKind.DRAW,
                reference_kind="minute_use",
                reference_id=use.id,
                happened_at=at,
                memo={"order": str(order_id), "source": use.source},
                rule=use.rule,
            )
            (transfer,) = settle_hold(reference_id=use.id, payees=[payee], at=at, by=by)
            use.drawn_minutes = transfer.amount if transfer is not None else 0
            use.status = UseStatus.DRAWN if transfer is not None else UseStatus.RELEASED
            drawn += use.drawn_minutes
        use.resolved_at = at
        use.save(update_fields=["status", "drawn_minutes", "resolved_at"])
    return drawn
