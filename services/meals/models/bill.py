"""What a payer owes an organisation for a month of meals."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from services.meals.enums import BillStatus
from services.meals.models.meal import Meal


class Bill(models.Model):
    """One payer, one organisation, one month. While it is open it is drawn anew; once paid it stays for ever."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    payer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="meal_bills")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="meal_bills")
    month = models.DateField()
    status = models.CharField(max_length=4, choices=BillStatus.choices, default=BillStatus.OPEN)
    meals = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)  # below zero: something was charged too much before
    made_at = models.DateTimeField()
    paid_on = models.DateField(null=True)
    paid_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bill_once_a_month", fields=["payer", "organisation", "month"]),
            models.CheckConstraint(name="bill_month_begins_on_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="bill_paid_has_receipt",
                condition=Q(status="OPEN", paid_at=None, paid_on=None)
                | Q(status="PAID", paid_at__isnull=False, paid_on__isnull=False) & ~Q(receipt=""),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-month"], name="bill_by_organisation")]


class BillLine(models.Model):
    """One meal on a bill: its price, what a programme paid of it, what was charged on bills before, what is left."""

    id = models.BigAutoField(primary_key=True)
    bill = models.ForeignKey(Bill, on_delete=models.CASCADE, related_name="lines")
    meal = models.ForeignKey(Meal, on_delete=models.PROTECT, related_name="bill_lines")
    price_fen = models.PositiveIntegerField()
    programme_fen = models.PositiveIntegerField()
    waived_fen = models.PositiveIntegerField()  # not charged, by the rule for meals nobody ate
    before_fen = models.IntegerField(default=0)  # on earlier bills: this line puts it right
    fen = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="billline_meal_once", fields=["bill", "meal"]),
            models.CheckConstraint(
                name="billline_adds_up",
                condition=Q(fen=F("price_fen") - F("programme_fen") - F("waived_fen") - F("before_fen")),
            ),
        ]
