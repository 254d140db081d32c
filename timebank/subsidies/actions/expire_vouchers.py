"""What is left of a month's services goes back to the budget, unless the programme lets it carry over."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from timebank.ledger.actions.lock_accounts import lock_balances
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import TransferKind
from timebank.subsidies.enums import ProgrammeKind
from timebank.subsidies.models import Programme, Wallet
from timebank.subsidies.queries.programmes import edition_on


def expire_vouchers(*, at: datetime) -> int:
    """Take back what earlier months left in every programme of services; return how many wallets. Idempotent."""
    month = timezone.localdate(at).replace(day=1)
    taken = 0
    for key in Programme.objects.filter(kind=ProgrammeKind.IN_KIND).order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            programme = Programme.objects.select_for_update(no_key=True).select_related("budget").get(id=key)
            taken += expire_month(programme, month=month, at=at)
    return taken


def expire_month(programme: Programme, *, month: date, at: datetime) -> int:
    """The same for one locked programme, once a month: before anything of the month is given."""
    if programme.expired_month is not None and programme.expired_month >= month:
        return 0
    edition = edition_on(programme, month)
    taken = 0
    if edition is None or not edition.carries_over:
        taken = _post(programme, Wallet.objects.filter(programme=programme), at, f"{month:%Y-%m}")
    programme.expired_month = month
    programme.save(update_fields=["expired_month"])
    return taken


def take_back(*, programme: Programme, elder_id: UUID, at: datetime, key: str) -> int:
    """What one elder has left that is not set aside for an order, at once: they have died or moved away."""
    return _post(programme, Wallet.objects.filter(programme=programme, elder=elder_id), at, key)


def _post(programme: Programme, wallets: QuerySet[Wallet], at: datetime, key: str) -> int:
    budget = programme.budget.account_id
    memo = {"programme": {"zh": programme.name_zh, "en": programme.name_en}}
    postings = [
        Posting(
            key=f"expire:{key}:{account_id}",
            kind=TransferKind.EXPIRE,
            source_id=account_id,
            target_id=budget,
            amount=balance - held,
            happened_at=at,
            reference_kind="programme",
            reference_id=programme.id,
            memo=memo,
        )
        for account_id, (balance, held) in lock_balances(wallets.values_list("account", flat=True)).items()
        if balance > held
    ]
    return post_batch(postings=postings, by=None)
