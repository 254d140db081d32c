"""Budgets, what went in and out, and receipts."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import territories
from accounts.refusals import NotFound
from timebank.subsidies.models import Budget, Movement


def budgets_for(user: Any) -> QuerySet[Budget]:
    """Budgets of the reader's territory, with their accounts and programmes."""
    mine = Q(pk__in=[])
    for permission in (Permission.BUDGET_KEEP, Permission.SUBSIDY_SEE):
        for code in territories(user, permission):
            mine |= Q(region__code__startswith=code)
    rows = Budget.objects.filter(mine).select_related("region", "account", "organisation", "programme")
    return rows.order_by("region", "name")


def budget_for(user: Any, budget_id: UUID) -> Budget:
    """One of them. Raises NotFound."""
    found = budgets_for(user).filter(id=budget_id).first()
    if found is None:
        raise NotFound
    return found


def movements_of(budget: Budget) -> QuerySet[Movement]:
    """What went in and out, the latest first."""
    return budget.movements.select_related("into", "organisation", "entered_by__person", "budget__region").order_by(
        "-happened_on", "-id"
    )


def movement_for(user: Any, movement_id: UUID) -> Movement:
    """One of a budget the reader may see. Raises NotFound."""
    found = (
        Movement.objects.filter(id=movement_id, budget__in=budgets_for(user)).select_related("budget__region").first()
    )
    if found is None:
        raise NotFound
    return found


def gifts_for(user: Any) -> QuerySet[Movement]:
    """Gifts to budgets of the reader's territory, the latest receipt first."""
    rows = Movement.objects.filter(budget__in=budgets_for(user), source="GIFT").select_related("budget__region")
    return rows.order_by("-receipt_year", "-receipt_number")
