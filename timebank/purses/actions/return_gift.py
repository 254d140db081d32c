"""What is left of a gift goes back to whoever gave it: with thanks, or because its time is over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal
from timebank.ledger.actions.lock_accounts import lock_balances
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.queries.budgets import account_row
from timebank.purses.models import Purse


class NothingLeft(Refusal):
    code = "nothing_left"
    sentence = _("Nothing is left of this gift, or all of it is set aside for orders.")


def return_gift(*, by: Any, at: datetime, purse_id: UUID, words: str = "") -> int:
    """Give back what nobody has set aside; return the minutes. For the elder's side: a mandate to order, the elder.

    Raises NotFound, NothingLeft.
    """
    with transaction.atomic():
        purse = Purse.objects.select_for_update(of=("self",), no_key=True).filter(id=purse_id).first()
        if purse is None:
            raise NotFound
        elder_for(by, purse.elder_id, power=Power.ORDER, on=timezone.localdate(at))
        back = send_back(purse, by=by, at=at, words=words)
        if not back:
            raise NothingLeft
    return back


def send_back(purse: Purse, *, by: Any, at: datetime, words: str = "") -> int:
    """Post what is free in a locked purse to its giver, or to the pool where their book is closed; 0: nothing."""
    giver = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=purse.giver)
    if giver.closed_at is not None:
        giver = open_region_account(unit=Unit.MINUTE, kind=AccountKind.POOL, region_code=purse.giver.home_id)
    balance, held = lock_balances([purse.account_id, giver.id])[purse.account_id]
    if balance <= held:
        return 0
    account = account_row(purse.account_id)
    transfer = post_transfer(
        key=f"return:{purse.id}:{account.version}",
        kind=TransferKind.RETURN,
        source=account,
        target=giver,
        amount=balance - held,
        happened_at=at,
        by=by,
        reference_kind="purse",
        reference_id=purse.id,
        memo={"words": words.strip()[:100]} if words.strip() else {},
    )
    purse.back_at, purse.back_by, purse.back_words = at, by, words.strip()[:100]
    purse.save(update_fields=["back_at", "back_by", "back_words"])
    emit(
        "timebank.minutes.returned",
        at=at,
        by=by,
        subject_kind="transfer",
        subject_id=transfer.id,
        region_code=purse.giver.home_id,
        detail={"amount": transfer.amount, "person": str(purse.giver_id)},
    )
    return int(transfer.amount)
