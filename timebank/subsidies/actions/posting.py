"""A month's rows become postings: to passbooks in fen, or to wallets for services."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from timebank.ledger.actions.open_account import open_fen_books, open_voucher_accounts
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import TransferKind
from timebank.subsidies.actions.expire_vouchers import expire_month
from timebank.subsidies.enums import ProgrammeKind
from timebank.subsidies.models import Programme, Run, Tier, Wallet

BATCH = 25_000


def post_run(run: Run, *, by: Any, at: datetime) -> int:
    """Post every included row of a locked run out of the programme's budget; return how many were new.

    Raises NotEnough. Inside a transaction only; the programme is locked too.
    """
    programme = run.programme
    if programme.kind == ProgrammeKind.IN_KIND:
        expire_month(programme, month=timezone.localdate(at).replace(day=1), at=at)
    rows = list(
        run.rows.filter(included=True)
        .order_by("elder_id", "for_month")
        .values_list("id", "elder_id", "elder__person_id", "for_month", "fen", "tier_id")
    )
    accounts = _accounts(programme, {(elder, person) for _id, elder, person, *_rest in rows})
    memos: dict[Any, dict[str, Any]] = {}
    rules: dict[int | None, list[dict[str, Any]]] = {None: []}
    rules |= {tier.id: [_cited(programme, tier)] for tier in Tier.objects.filter(edition__programme=programme)}
    postings = [
        Posting(
            key=f"allot:{programme.id}:{month:%Y-%m}:{elder_id}",
            kind=TransferKind.ALLOT,
            source_id=programme.budget.account_id,
            target_id=accounts[elder_id],
            amount=fen,
            happened_at=at,
            reference_kind="run",
            reference_id=run.id,
            memo=memos.setdefault(month, _memo(programme, month)),
            rule=rules[tier_id],
        )
        for _row_id, elder_id, _person_id, month, fen, tier_id in rows
    ]
    posted = 0
    for start in range(0, len(postings), BATCH):
        posted += post_batch(postings=postings[start : start + BATCH], by=by)
    return posted


def _accounts(programme: Programme, people: set[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """Elder id → account: the person's book in fen, or the wallet of this programme, opened where there is none."""
    if programme.kind == ProgrammeKind.CASH_ALLOWANCE:
        books = open_fen_books(person_ids=[person for _elder, person in people])
        return {elder: books[person] for elder, person in people}
    known = dict(Wallet.objects.filter(programme=programme).values_list("elder", "account"))
    fresh = sorted((elder, person) for elder, person in people if elder not in known)
    opened = open_voucher_accounts(person_ids=[person for _elder, person in fresh])
    Wallet.objects.bulk_create(
        [
            Wallet(programme=programme, elder_id=elder, account_id=account)
            for (elder, _person), account in zip(fresh, opened, strict=True)
        ],
        batch_size=5_000,
    )
    return {**known, **{elder: account for (elder, _person), account in zip(fresh, opened, strict=True)}}


def _memo(programme: Programme, month: Any) -> dict[str, Any]:
    return {"programme": {"zh": programme.name_zh, "en": programme.name_en}, "month": f"{month:%Y-%m}"}


def _cited(programme: Programme, tier: Tier) -> dict[str, Any]:
    return {"code": f"programme.{programme.code}", "value": tier.fen, "citation": tier.citation}
