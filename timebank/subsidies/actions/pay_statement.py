"""The finance bureau has paid an organisation."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.check_codes import new_code
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.subsidies.actions.approve_statement import lock_statement
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.report_paid import BadPaidDay
from timebank.subsidies.lifecycle import advance_statement
from timebank.subsidies.models import Programme, Statement


def pay_statement(*, by: Any, at: datetime, statement_id: UUID, paid_on: date) -> Statement:
    """Write it off the organisation's account; what was deducted goes back to the budgets it came from.

    Raises NotAllowed, NotFound, RunChanged, BadPaidDay, NotEnough.
    """
    demand(by, Permission.SUBSIDY_PAY)
    if not date(1990, 1, 1) <= paid_on <= timezone.localdate(at):
        raise BadPaidDay(field="paid_on")
    with transaction.atomic():
        statement = lock_statement(statement_id)
        demand(by, Permission.SUBSIDY_PAY, region_code=statement.region_id)
        advance_statement(statement, "pay", paid_at=at, paid_on=paid_on, paid_by=by, code=new_code())
        post_batch(postings=_postings(statement, at), by=by)
        tell(
            "statement.paid",
            at=at,
            by=by,
            subject_id=statement.id,
            region_code=statement.region_id,
            fen=statement.to_pay,
        )
    return statement


def _postings(statement: Statement, at: datetime) -> list[Posting]:
    account = open_account(unit=Unit.FEN, kind=AccountKind.ORGANISATION, organisation=statement.organisation)
    retired = open_region_account(unit=Unit.FEN, kind=AccountKind.RETIRED, region_code=statement.region_id)
    memo = {"month": f"{statement.month:%Y-%m}", "paid": True}
    amounts = [("paid", retired.id, statement.to_pay)]
    amounts += [
        (f"clawback:{one.id}", one.use.wallet.programme.budget.account_id, one.fen)
        for one in statement.clawbacks.select_related("use__wallet__programme__budget").order_by("id")
    ]
    left = statement.deducted_fen
    shares = statement.uses.values_list("wallet__programme").annotate(Sum("settled_fen")).order_by("wallet__programme")
    for programme_id, fen in shares:
        back = min(left, int(fen))
        account_id = Programme.objects.values_list("budget__account", flat=True).get(id=programme_id)
        amounts.append((f"deducted:{programme_id}", account_id, back))
        left -= back
    return [
        Posting(
            key=f"statement:{statement.id}:{what}",
            kind=TransferKind.SETTLE,
            source_id=account.id,
            target_id=target,
            amount=fen,
            happened_at=at,
            reference_kind="statement",
            reference_id=statement.id,
            memo=memo,
        )
        for what, target, fen in amounts
        if fen > 0
    ]
