"""Money leaves a budget: into a programme or another budget, to an organisation, or out of the house."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.put_in import MOST_FEN, BadMoney, lock_budget
from timebank.subsidies.enums import BudgetLevel, MoneyFor
from timebank.subsidies.models import Budget, Movement


class BadTarget(Invalid):
    code = "bad_target"
    sentence = _("Choose a budget or an organisation of the same county that receives it.")


def spend(
    *,
    by: Any,
    at: datetime,
    budget_id: UUID,
    fen: int,
    purpose: MoneyFor | str,
    happened_on: date,
    words: str,
    into_id: UUID | None = None,
    organisation: Any = None,
    movement_id: UUID | None = None,
) -> Movement:
    """Post it: into another budget, to an organisation's account, or, with neither, as paid out.

    A programme's own budget is spent by its runs and vouchers only. Raises NotAllowed, NotFound, BadMoney, BadTarget,
    NotEnough.
    """
    with transaction.atomic():
        budget = lock_budget(by, budget_id)
        if movement_id is not None and (before := Movement.objects.filter(id=movement_id, budget=budget).first()):
            return before
        if not 0 < fen <= MOST_FEN or purpose not in MoneyFor.values or not words.strip():
            raise BadMoney(field="fen" if not 0 < fen <= MOST_FEN else "words")
        if not date(1990, 1, 1) <= happened_on <= timezone.localdate(at):
            raise BadMoney(field="happened_on")
        into = _into(budget, into_id)
        if budget.level == BudgetLevel.PROGRAMME or (purpose == MoneyFor.PROGRAMME) != (into is not None):
            raise BadTarget(field="into")
        movement = Movement(
            budget=budget,
            fen=-fen,
            purpose=purpose,
            happened_on=happened_on,
            words=words.strip()[:200],
            into=into,
            organisation=organisation,
            county_code=budget.region_id[:6],
            entered_at=at,
            entered_by=by,
        )
        if movement_id is not None:
            movement.id = movement_id
        movement.save(force_insert=True)
        _post(budget, movement, into, organisation, by=by, at=at)
        tell("budget.spent", at=at, by=by, subject_id=budget.id, region_code=budget.region_id, fen=fen, purpose=purpose)
    return movement


def _into(budget: Budget, into_id: UUID | None) -> Budget | None:
    if into_id is None:
        return None
    into = Budget.objects.filter(id=into_id).first()
    if into is None or into.region_id[:6] != budget.region_id[:6]:
        raise NotFound
    if into.id == budget.id:
        raise BadTarget(field="into")
    return into


def _post(budget: Budget, movement: Movement, into: Budget | None, organisation: Any, *, by: Any, at: datetime) -> None:
    if into is not None:
        kind, target = TransferKind.GRANT, into.account_id
    elif organisation is not None:
        kind = TransferKind.SETTLE
        target = open_account(unit=Unit.FEN, kind=AccountKind.ORGANISATION, organisation=organisation).id
    else:
        kind = TransferKind.SETTLE
        target = open_region_account(unit=Unit.FEN, kind=AccountKind.RETIRED, region_code=budget.region_id).id
    post_batch(
        postings=[
            Posting(
                key=f"spend:{movement.id}",
                kind=kind,
                source_id=budget.account_id,
                target_id=target,
                amount=-movement.fen,
                happened_at=at,
                reference_kind="movement",
                reference_id=movement.id,
                memo={"reason": movement.words},
            )
        ],
        by=by,
    )
