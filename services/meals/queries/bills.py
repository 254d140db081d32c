"""Bills of meals: one's own, those of elders one helps, and those of one's canteen."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.queries import managed_organisations
from accounts.elders.queries import elders_of
from accounts.refusals import NotFound
from services.meals.models import Bill, BillLine


def own_bills(user: Any) -> QuerySet[Bill]:
    """What one owes and has paid, and what elders owe for whom one acts; newest month first."""
    return _whole(Bill.objects.filter(_mine(user)))


def bills_of(organisation_id: UUID) -> QuerySet[Bill]:
    """Of everybody who pays to an organisation, newest month first, by name."""
    return _whole(Bill.objects.filter(organisation=organisation_id))


def visible_bills(user: Any) -> QuerySet[Bill]:
    """Those, and the ones of organisations one dispatches for."""
    return _whole(Bill.objects.filter(_mine(user) | Q(organisation__in=managed_organisations(user))))


def bill_for(user: Any, bill_id: UUID) -> Bill:
    """One of them. Raises NotFound."""
    found = visible_bills(user).filter(id=bill_id).first()
    if found is None:
        raise NotFound
    return found


def lines_of(bill: Bill) -> list[BillLine]:
    """Elder by elder, day by day."""
    rows = bill.lines.select_related("meal__elder__person", "meal__menu__canteen")
    return list(rows.prefetch_related("meal__lines__menu_dish__dish").order_by("meal__elder", "meal__on", "id"))


def _mine(user: Any) -> Q:
    if user.person_id is None:
        return Q(pk__in=[])
    return Q(payer=user.person_id) | Q(payer__in=elders_of(user).values("person"))


def _whole(rows: QuerySet[Bill]) -> QuerySet[Bill]:
    return rows.select_related("payer", "organisation").order_by("-month", "payer__name", "id")
