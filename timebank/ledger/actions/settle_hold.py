"""Pay for a service out of what was set aside for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.enums import HoldStatus, TransferKind
from timebank.ledger.models import Account, Hold, Transfer


@dataclass(frozen=True)
class Payee:
    """Who receives how much, and what both passbooks say about it."""

    account: Account
    amount: int
    key: str
    reference_kind: str
    reference_id: UUID
    happened_at: datetime
    memo: dict[str, Any]
    rule: Sequence[dict[str, Any]]
    kind: TransferKind = TransferKind.EARN


def settle_hold(
    *, reference_id: UUID, payees: Sequence[Payee], at: datetime, by: Any, otherwise: UUID | None = None
) -> list[Transfer | None]:
    """Pay the payees in turn out of the hold of ``reference_id`` and what else the account has.

    The account is locked first, so nobody spends the rest meanwhile. A payee gets at most what is left: an account
    never falls below its floor; whoever gets nothing has None in the answer. What is not used is released. A hold
    that timed out meanwhile sets nothing aside any more, but its account still pays. Where nothing was ever set aside,
    the account ``otherwise`` pays.
    """
    with transaction.atomic():
        waiting = (HoldStatus.HELD, HoldStatus.TIMED_OUT)
        hold = Hold.objects.filter(reference_id=reference_id, status__in=waiting).order_by("status").first()
        paying = hold.account_id if hold is not None else otherwise
        if paying is None:
            return [None for _ in payees]
        account = Account.objects.select_for_update(no_key=True).get(id=paying)
        if hold is not None:
            hold.refresh_from_db()
        held = hold is not None and hold.status == HoldStatus.HELD
        left = account.available + (hold.amount if hold is not None and held else 0)
        transfers: list[Transfer | None] = []
        open_hold: UUID | None = hold.id if hold is not None and held else None
        for payee in payees:
            amount = min(payee.amount, left)
            if amount <= 0:
                transfers.append(None)
                continue
            transfers.append(
                post_transfer(
                    key=payee.key,
                    kind=payee.kind,
                    source=account,
                    target=payee.account,
                    amount=amount,
                    happened_at=payee.happened_at,
                    by=by,
                    hold_id=open_hold,
                    reference_kind=payee.reference_kind,
                    reference_id=payee.reference_id,
                    memo=payee.memo,
                    rule=payee.rule,
                )
            )
            open_hold = None
            left -= amount
        if open_hold is not None:
            release_hold(reference_id=reference_id, at=at)
    return transfers
