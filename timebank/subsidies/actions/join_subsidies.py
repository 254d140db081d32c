"""Two dossiers of one person become one: they are enrolled once, and have one wallet for each programme."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.elders.models import Elder
from timebank.ledger.actions.lock_accounts import lock_balances
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import TransferKind
from timebank.subsidies.actions.stop_enrolment import end
from timebank.subsidies.enums import EndedBecause
from timebank.subsidies.models import Enrolment, Wallet


def join_subsidies(*, by: Any, at: datetime, kept: Elder, absorbed: Elder) -> dict[str, int]:
    """Give the kept dossier what it has not; where both are enrolled the second enrolment ends as a mistake.

    Free money of a second wallet is posted to the first; what is set aside there stays until its order is done.
    Inside a transaction that has locked both.
    """
    enrolled = 0
    for one in Enrolment.objects.filter(elder=absorbed).select_related("programme").order_by("id"):
        rivals = Enrolment.objects.filter(programme=one.programme_id, elder=kept)
        if one.days.isempty or not rivals.filter(days__overlap=one.days).exists():
            Enrolment.objects.filter(id=one.id).update(elder=kept)
            enrolled += 1
        elif one.ended_at is None:
            last = max(one.days.lower, timezone.localdate(at)) - timedelta(days=1)
            home = absorbed.person.home_id
            end(one, by=by, at=at, last_on=last, because=EndedBecause.MISTAKE, words="", home=home)
    wallets = sum(_join(wallet, kept, by=by, at=at) for wallet in Wallet.objects.filter(elder=absorbed))
    return {"subsidies.Enrolment.elder": enrolled, "subsidies.Wallet.elder": wallets}


def _join(wallet: Wallet, kept: Elder, *, by: Any, at: datetime) -> int:
    there = Wallet.objects.filter(programme=wallet.programme_id, elder=kept).first()
    if there is None:
        return Wallet.objects.filter(id=wallet.id).update(elder=kept)
    balance, held = lock_balances([wallet.account_id, there.account_id])[wallet.account_id]
    if balance <= held:
        return 0
    posting = Posting(
        key=f"join:{wallet.id}:{kept.id}",
        kind=TransferKind.RELOCATE,
        source_id=wallet.account_id,
        target_id=there.account_id,
        amount=balance - held,
        happened_at=at,
        reference_kind="wallet",
        reference_id=wallet.id,
    )
    return post_batch(postings=[posting], by=by)
