"""Bills of meals: one's own, and those of one's canteen."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.queries import managed_organisations
from accounts.refusals import NotFound
from services.meals.models import Bill, BillLine


def own_bills(user: Any) -> QuerySet[Bill]:
    """What one owes and has paid, newest first."""
    if user.person_id is None:
        return Bill.objects.none()
    return _whole(Bill.objects.filter(payer=user.person_id))


def bills_of(organisation_id: UUID) -> QuerySet[Bill]:
    """Of everybody who pays to an organisation, newest month first, by name."""
    return _whole(Bill.objects.filter(organisation=organisation_id))


def bill_for(user: Any, bill_id: UUID) -> Bill:
    """A bill one pays or whose organisation one dispatches for. Raises NotFound."""
    mine = Q(organisation__in=managed_organisations(user))
    if user.person_id is not None:
        mine |= Q(payer=user.person_id)
    found = _whole(Bill.objects.filter(mine, id=bill_id)).first()
    if found is None:
        raise NotFound
    return found


def lines_of(bill: Bill) -> list[BillLine]:
    """Elder by elder, day by day."""
    rows = bill.lines.select_related("meal__elder__person", "meal__menu__canteen")
    return list(rows.prefetch_related("meal__lines__menu_dish__dish").order_by("meal__elder", "meal__on", "id"))


def _whole(rows: QuerySet[Bill]) -> QuerySet[Bill]:
    return rows.select_related("payer", "organisation").order_by("-month", "payer__name", "id")
