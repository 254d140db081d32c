"""What a place lives on, read from the budgets of the books; there is no second count."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, Sum

from services.places.models import Place
from timebank.subsidies.enums import BudgetPlaceKind, MoneyFor, MoneyFrom
from timebank.subsidies.models import Budget, Movement


@dataclass(frozen=True)
class Funds:
    """Budgets of a place and of those that went into it, summed by where money came from and what it was for; fen."""

    budgets: list[Budget] = field(default_factory=list)
    came: list[tuple[MoneyFrom, int]] = field(default_factory=list)
    went: list[tuple[MoneyFor, int]] = field(default_factory=list)
    gifts: list[Movement] = field(default_factory=list)

    @property
    def in_fen(self) -> int:
        return sum(fen for _source, fen in self.came)

    @property
    def out_fen(self) -> int:
        return sum(fen for _purpose, fen in self.went)

    @property
    def left_fen(self) -> int:
        return self.in_fen - self.out_fen


def budget_kind(place: Place) -> BudgetPlaceKind:
    """What the books call a place of this kind."""
    return BudgetPlaceKind(place.kind) if place.kind in BudgetPlaceKind.values else BudgetPlaceKind.OTHER


def funds_of(place: Place, *, merged: Collection[Place] = (), gifts: int = 5) -> Funds:
    """Also of the budgets that were opened by kind and name before the place was kept here. Four queries."""
    own = Q(pk__in=[])
    for one in (place, *merged):
        named = Q(place_id=None, place_kind=budget_kind(one), place_name=one.name, region=one.region_id)
        own |= Q(place_id=one.id) | named
    budgets = list(Budget.objects.filter(own).select_related("account", "region").order_by("name", "id"))
    if not budgets:
        return Funds()
    rows = Movement.objects.filter(budget__in=budgets)
    sums: Any = rows.order_by().values_list("source", "purpose").annotate(fen=Sum("fen"))
    found = list(sums)
    came = [(MoneyFrom(source), fen) for source, _purpose, fen in found if source]
    went = [(MoneyFor(purpose), -fen) for _source, purpose, fen in found if purpose]
    given = rows.filter(source=MoneyFrom.GIFT, donor_shown=True).order_by("-happened_on", "-id")
    return Funds(
        budgets,
        sorted(came, key=lambda one: -one[1]),
        sorted(went, key=lambda one: -one[1]),
        list(given[:gifts]),
    )
