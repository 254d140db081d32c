"""Set a programme's money aside for lines of an order."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.post_transfer import NotEnough
from timebank.subsidies.models import VoucherUse
from timebank.subsidies.queries.funding import Ask, shares


def hold_vouchers(
    *,
    order_id: UUID,
    elder_id: UUID,
    lines: Sequence[tuple[int, Ask]],
    on: date,
    at: datetime,
    expires_at: datetime | None = None,
) -> dict[int, int]:
    """Hold what wallets of the elder pay for a service on a day; id of a line that is paid so → the fen.

    The rest is paid in cash. Inside a transaction that has locked the elder, for an actor who may order for them.
    """
    held: dict[int, int] = {}
    found = shares(elder_id, [ask for _id, ask in lines], on=on, today=timezone.localdate(at))
    for (line_id, ask), share in zip(lines, found, strict=True):
        for wallet, fen, _left in share.uses:
            use = VoucherUse(
                wallet=wallet,
                order_id=order_id,
                line_id=line_id,
                item_code=ask.item_code,
                item_zh=ask.item_zh,
                item_en=ask.item_en,
                quantity=ask.quantity,
                service_on=on,
                held_fen=fen,
            )
            try:
                hold_minutes(
                    account=wallet.account,
                    amount=fen,
                    reference_kind="voucher",
                    reference_id=use.id,
                    at=at,
                    expires_at=expires_at,
                )
            except NotEnough:  # somebody else has just used it
                continue
            use.save(force_insert=True)
            held[line_id] = held.get(line_id, 0) + fen
    return held
