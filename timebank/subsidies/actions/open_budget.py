"""A county, township, village or place opens a budget of its own."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from timebank.ledger.actions.open_account import open_programme
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import BudgetLevel
from timebank.subsidies.models import Budget

LEVELS = {
    Level.COUNTY: BudgetLevel.COUNTY,
    Level.TOWNSHIP: BudgetLevel.TOWNSHIP,
    Level.VILLAGE: BudgetLevel.VILLAGE,
}


class BadBudget(Invalid):
    code = "bad_budget"
    sentence = _("Give the budget a name, and a county, township or village it belongs to.")


class BudgetExists(Refusal):
    code = "budget_exists"
    sentence = _("There is a budget with this name here already.")


def open_budget(*, by: Any, at: datetime, region: Region, name: str, organisation: Any = None) -> Budget:
    """Open an empty budget; with an organisation it pays that one's running costs.

    Raises NotAllowed, NotFound, BadBudget, BudgetExists.
    """
    if by is not None:
        demand(by, Permission.BUDGET_KEEP, region_code=region.code)
    level = LEVELS.get(Level(region.level))
    if not name.strip() or len(name.strip()) > 60 or level is None:
        raise BadBudget(field="name" if level else "region")
    try:
        with transaction.atomic():
            budget = Budget.objects.create(
                region=region,
                level=BudgetLevel.PLACE if organisation is not None else level,
                name=name.strip(),
                organisation=organisation,
                account=open_programme(region=region),
                opened_at=at,
                opened_by=by,
            )
            tell("budget.opened", at=at, by=by, subject_id=budget.id, region_code=region.code)
    except IntegrityError as error:
        raise BudgetExists(field="name") from error
    return budget
