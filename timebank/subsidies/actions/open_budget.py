"""A county, township, village or place opens a budget of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from timebank.ledger.actions.open_account import open_programme
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import BudgetLevel, BudgetPlaceKind
from timebank.subsidies.models import Budget

LEVELS = {
    Level.COUNTY: BudgetLevel.COUNTY,
    Level.TOWNSHIP: BudgetLevel.TOWNSHIP,
    Level.VILLAGE: BudgetLevel.VILLAGE,
}


class BadBudget(Invalid):
    code = "bad_budget"
    sentence = _(
        "Give the budget a name, and a county, township or village it belongs to; of a place its kind and name."
    )


class BudgetExists(Refusal):
    code = "budget_exists"
    sentence = _("There is a budget with this name here already.")


@dataclass(frozen=True)
class PlaceSheet:
    """Whose running costs it pays: the kind and name of a place, and its id where it is kept here."""

    kind: str
    name: str
    id: UUID | None = None


def open_budget(
    *, by: Any, at: datetime, region: Region, name: str, organisation: Any = None, place: PlaceSheet | None = None
) -> Budget:
    """Open an empty budget; with an organisation or a place it pays the running costs there.

    Raises NotAllowed, NotFound, BadBudget, BudgetExists.
    """
    if by is not None:
        demand(by, Permission.BUDGET_KEEP, region_code=region.code)
    level = LEVELS.get(Level(region.level))
    if not name.strip() or len(name.strip()) > 60 or level is None:
        raise BadBudget(field="name" if level else "region")
    if place is not None and (place.kind not in BudgetPlaceKind.values or not 0 < len(place.name.strip()) <= 60):
        raise BadBudget(field="place_name")
    try:
        with transaction.atomic():
            budget = Budget.objects.create(
                region=region,
                level=BudgetLevel.PLACE if organisation is not None or place is not None else level,
                name=name.strip(),
                organisation=organisation,
                place_kind=place.kind if place is not None else "",
                place_name=place.name.strip() if place is not None else "",
                place_id=place.id if place is not None else None,
                account=open_programme(region=region),
                opened_at=at,
                opened_by=by,
            )
            tell("budget.opened", at=at, by=by, subject_id=budget.id, region_code=region.code)
    except IntegrityError as error:
        raise BudgetExists(field="name") from error
    return budget
