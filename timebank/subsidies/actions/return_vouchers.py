"""Paid work is taken back: the elder's wallet gets its money, and the organisation's statement is less by it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils import timezone

from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.actions.reversing import reverse_posting
from timebank.ledger.enums import TransferKind
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import StatementStatus, UseStatus
from timebank.subsidies.models import Clawback, Statement, VoucherUse


def return_vouchers(*, order_id: UUID, asked_by: Any, asked_at: datetime, by: Any, at: datetime, reason: str) -> int:
    """Give back what programmes paid for an order; return the fen. Two people: who asked, and who agrees now.

    What no approved statement counts is reversed, and its line leaves the statement. What was approved or paid stays
    as it was signed: the programme's budget makes the wallet whole at once, and the organisation's next statement is
    less by it (``Clawback``). Inside a transaction that has locked the order. Raises SamePerson, NotEnough.
    """
    uses = list(
        VoucherUse.objects.select_for_update(of=("self",), no_key=True)
        .filter(order_id=order_id, status=UseStatus.SETTLED)
        .select_related("wallet__programme__budget", "organisation")
        .order_by("id")
    )
    for use in uses:
        statement = _locked(use)
        if statement is None or statement.status == StatementStatus.OPEN:
            reverse_posting(
                key=f"voucher:{use.id}",
                asked_by=asked_by,
                asked_at=asked_at,
                by=by,
                at=at,
                reason=reason,
                belongs_to="order",
            )
            use.statement = None
        else:
            _owe(use, asked_by=asked_by, by=by, at=at, reason=reason)
        use.status, use.resolved_at = UseStatus.RETURNED, at
        use.save(update_fields=["status", "resolved_at", "statement"])
        if statement is not None and statement.status == StatementStatus.OPEN:
            add_up(statement)
    return sum(use.settled_fen for use in uses)


def add_up(statement: Statement) -> None:
    """Count the lines of a statement that is not approved yet, and what it takes back of earlier ones."""
    sums = statement.uses.aggregate(n=Count("id"), total=Sum("settled_fen", default=0))
    statement.lines, statement.fen = sums["n"], int(sums["total"])
    statement.clawbacks.update(statement=None)
    left = statement.fen
    owed = Clawback.objects.filter(
        organisation=statement.organisation_id,
        statement=None,
        use__wallet__programme__region=statement.region_id,
    )
    for one in owed.order_by("id"):
        if one.fen <= left:  # what does not fit waits for the next month
            one.statement = statement
            one.save(update_fields=["statement"])
            left -= one.fen
    statement.clawed_fen = statement.fen - left
    statement.save(update_fields=["lines", "fen", "clawed_fen", "made_at", "made_by"])


def _locked(use: VoucherUse) -> Statement | None:
    if use.statement_id is None:
        return None
    return Statement.objects.select_for_update(no_key=True).get(id=use.statement_id)


def _owe(use: VoucherUse, *, asked_by: Any, by: Any, at: datetime, reason: str) -> None:
    programme = use.wallet.programme
    assert use.organisation_id is not None  # settled uses have one
    clawback = Clawback.objects.create(
        use=use,
        organisation_id=use.organisation_id,
        fen=use.settled_fen,
        because=reason[:200],
        asked_by=asked_by,
        agreed_by=by,
        agreed_at=at,
    )
    posting = Posting(
        key=f"returned:{use.id}",
        kind=TransferKind.ALLOT,
        source_id=programme.budget.account_id,
        target_id=use.wallet.account_id,
        amount=use.settled_fen,
        happened_at=at,
        reference_kind="clawback",
        reference_id=clawback.id,
        memo={
            "programme": {"zh": programme.name_zh, "en": programme.name_en},
            "month": f"{timezone.localdate(at):%Y-%m}",
            "returned": str(use.order_id),
        },
    )
    post_batch(postings=[posting], by=by)
    tell("clawback.agreed", at=at, by=by, subject_id=clawback.id, region_code=programme.region_id, fen=clawback.fen)
