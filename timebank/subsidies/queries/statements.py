"""Statements of organisations, for them and for whoever pays."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, territories
from accounts.refusals import NotFound
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import Statement, VoucherUse


def statements_for(user: Any) -> QuerySet[Statement]:
    """Those of the reader's territory, and of the organisations they manage; the latest month first."""
    mine = Q(organisation__in=managed_organisations(user))
    for code in territories(user, Permission.SUBSIDY_PAY):
        mine |= Q(region__code__startswith=code)
    return Statement.objects.filter(mine).select_related("organisation", "region").order_by("-month", "-id")


def statement_for(user: Any, statement_id: UUID) -> Statement:
    """One of them. Raises NotFound."""
    found = statements_for(user).filter(id=statement_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Owed:
    """Confirmed and not on a statement yet."""

    lines: int
    fen: int


def owed_to(organisation_id: UUID) -> Owed:
    """What an organisation has earned since its last statement."""
    rows = VoucherUse.objects.filter(organisation=organisation_id, status=UseStatus.SETTLED, statement=None)
    sums = rows.aggregate(n=Count("id"), total=Sum("settled_fen", default=0))
    return Owed(sums["n"], int(sums["total"]))


def lines_of(statement: Statement) -> QuerySet[VoucherUse]:
    """Its lines by day: what was done, at which price, under which contract."""
    return statement.uses.select_related("wallet__programme", "wallet__elder__person__home").order_by(
        "service_on", "id"
    )
