"""Budgets of county, township, village and place, and what goes in and out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from timebank.subsidies.enums import BudgetLevel, BudgetPlaceKind, MoneyFor, MoneyFrom


class Budget(models.Model):
    """Money for one purpose in one place. How much there is stands in its account of the ledger."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=9, choices=BudgetLevel.choices)
    name = models.CharField(max_length=60)
    organisation = models.ForeignKey(  # whose running costs it pays
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # A place lives a floor above; its kind, id and name are kept without a foreign key.
    place_kind = models.CharField(max_length=14, choices=BudgetPlaceKind.choices, blank=True)
    place_id = models.UUIDField(null=True)
    place_name = models.CharField(max_length=60, blank=True)
    account = models.OneToOneField("ledger.Account", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="budget_named_once"),
            models.CheckConstraint(condition=~Q(name=""), name="budget_has_a_name"),
            models.CheckConstraint(
                condition=Q(place_kind="", place_name="", place_id=None)
                | Q(level="PLACE") & ~Q(place_kind="") & ~Q(place_name=""),
                name="budget_of_a_place_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Movement(models.Model):
    """Money in (``source``) or out (``purpose``), with its ground; the posting has the same id as its key.

    A gift has a receipt: its number counts within the county and year, without gaps.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="movements")
    fen = models.BigIntegerField()  # > 0: in, < 0: out
    source = models.CharField(max_length=10, choices=MoneyFrom.choices, blank=True)
    purpose = models.CharField(max_length=9, choices=MoneyFor.choices, blank=True)
    happened_on = models.DateField()
    words = models.CharField(max_length=200)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)  # of the collective's income
    into = models.ForeignKey(Budget, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    donor = SealedTextField()
    donor_shown = models.BooleanField(default=True)  # else "somebody who does not wish to be named"
    code = models.CharField(max_length=12, blank=True, db_collation="C")  # to check the receipt with
    receipt_year = models.PositiveSmallIntegerField(null=True)
    receipt_number = models.PositiveIntegerField(null=True)
    county_code = models.CharField(max_length=6, db_collation="C")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fen__gt=0, purpose="") & ~Q(source="") | Q(fen__lt=0, source="") & ~Q(purpose=""),
                name="movement_in_or_out",
            ),
            models.CheckConstraint(
                condition=Q(source="GIFT", receipt_number__isnull=False, receipt_year__isnull=False)
                | ~Q(source="GIFT") & Q(receipt_number=None, receipt_year=None),
                name="movement_gift_has_receipt",
            ),
            models.CheckConstraint(
                condition=Q(share_percent=None) | Q(source="COLLECTIVE", share_percent__gt=0, share_percent__lte=100),
                name="movement_share_of_the_collective",
            ),
            models.UniqueConstraint(
                fields=["county_code", "receipt_year", "receipt_number"], name="movement_receipt_once"
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="movement_code_once"),
        ]
        indexes = [models.Index(fields=["budget", "-id"], name="movement_by_budget")]

    @property
    def receipt(self) -> str:
        """The number on the receipt: county, year, running number."""
        return f"{self.county_code}-{self.receipt_year}-{self.receipt_number:05d}" if self.receipt_number else ""
