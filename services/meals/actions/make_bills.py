"""What payers owe for a month of meals."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import lock_organisation
from accounts.refusals import Invalid
from services.meals.enums import BillStatus, MealStatus
from services.meals.models import Bill, BillLine, Meal

LOOKED_BACK = relativedelta(months=12)


def make_bills(*, by: Any, at: datetime, organisation_id: UUID, month: date) -> list[Bill]:
    """Draw up the open bills of a month of one organisation, anew each time; ``by`` None is the house.

    A line for each meal of the month that is over, and for each one of the year before whose money has changed since it
    was charged: the difference. Bills that are paid stay as they are, and what changed later comes on the next one.
    Twice is once. Raises NotAllowed, NotFound, Invalid for a month that has not begun.
    """
    first = month.replace(day=1)
    if first > timezone.localdate(at):
        raise Invalid(field="month")
    if by is not None:
        demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    with transaction.atomic():
        organisation = lock_organisation(organisation_id)
        old = Bill.objects.filter(organisation=organisation, month=first, status=BillStatus.OPEN)
        keys = dict(old.values_list("payer", "id"))
        BillLine.objects.filter(bill__in=list(keys.values())).delete()
        paid = Bill.objects.filter(organisation=organisation, month=first, status=BillStatus.PAID)
        settled = set(paid.values_list("payer", flat=True))
        lines = _lines(organisation_id, first, settled)
        made = []
        for payer_id, of_payer in lines.items():
            bill, _new = Bill.objects.get_or_create(
                payer_id=payer_id, organisation=organisation, month=first, defaults={"made_at": at}
            )
            for line in of_payer:
                line.bill = bill
            bill.meals, bill.fen, bill.made_at = len(of_payer), sum(line.fen for line in of_payer), at
            bill.save(update_fields=["meals", "fen", "made_at"])
            made.append(bill)
        BillLine.objects.bulk_create(line for of_payer in lines.values() for line in of_payer)
        Bill.objects.filter(id__in=[key for payer, key in keys.items() if payer not in lines]).delete()
    return made


def _lines(organisation_id: UUID, first: date, settled: set[UUID]) -> dict[UUID, list[BillLine]]:
    """Payer → unsaved lines; whoever has paid the month gets what changed with the next one."""
    after = first + relativedelta(months=1)
    rows = (
        Meal.objects.filter(menu__canteen__operator=organisation_id, on__gte=first - LOOKED_BACK, on__lt=after)
        .exclude(status=MealStatus.BOOKED)
        .exclude(payer__in=settled)
        .annotate(before=Sum("bill_lines__fen"))
        .order_by("payer", "elder", "on", "id")
    )
    found: defaultdict[UUID, list[BillLine]] = defaultdict(list)
    for meal in rows:
        before = meal.before or 0
        owed = meal.own_fen
        if owed == before and not _worth_a_line(meal, first):
            continue
        found[meal.payer_id].append(
            BillLine(
                meal=meal,
                price_fen=meal.fen,
                programme_fen=meal.paid_fen,
                waived_fen=meal.fen - meal.paid_fen - owed,
                before_fen=before,
                fen=owed - before,
            )
        )
    return dict(found)


def _worth_a_line(meal: Meal, first: date) -> bool:
    """Eaten in this month: it stands on the bill also when a programme paid all of it."""
    return meal.on >= first and meal.status == MealStatus.SERVED


def organisations_to_bill(month: date) -> Iterable[UUID]:
    """Organisations that cooked in a month."""
    after = month + relativedelta(months=1)
    rows = Meal.objects.filter(on__gte=month, on__lt=after, menu__canteen__operator__isnull=False)
    return rows.values_list("menu__canteen__operator", flat=True).distinct().order_by("menu__canteen__operator")
