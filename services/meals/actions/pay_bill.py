"""A bill is paid, from hand to hand."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound, Refusal
from services.meals.lifecycle import advance_bill
from services.meals.models import Bill

LONGEST_RECEIPT = 60


class ReceiptMissing(Invalid):
    code = "receipt_missing"
    sentence = _("Write down the number of the receipt, or how it was paid.")


class MonthRuns(Refusal):
    code = "bill_month_runs"
    sentence = _("This month is not over yet: its bill can still change.")


class BadPaidDay(Invalid):
    code = "bad_paid_day"
    sentence = _("It cannot have been paid in the future.")
    status = 422


def pay_bill(*, by: Any, at: datetime, bill_id: UUID, paid_on: date, receipt: str) -> Bill:
    """Note that the payer has paid, by whoever dispatches for the organisation. It never changes afterwards.

    Raises NotAllowed, NotFound, ReceiptMissing, BadPaidDay, MonthRuns, MealChanged.
    """
    words = receipt.replace("\x00", "").strip()[:LONGEST_RECEIPT]
    if not words:
        raise ReceiptMissing(field="receipt")
    today = timezone.localdate(at)
    if paid_on > today:
        raise BadPaidDay(field="paid_on")
    demand(by, Permission.ORDER_DISPATCH)
    with transaction.atomic():
        bill = Bill.objects.select_for_update(no_key=True).filter(id=bill_id).first()
        if bill is None:
            raise NotFound
        demand(by, Permission.ORDER_DISPATCH, organisation_id=bill.organisation_id)
        if (bill.month.year, bill.month.month) == (today.year, today.month):
            raise MonthRuns
        return advance_bill(bill, "pay", paid_on=paid_on, paid_at=at, paid_by=by, receipt=words)
