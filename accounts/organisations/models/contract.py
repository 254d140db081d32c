"""What a territory buys from an organisation, at what price, from when until when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.organisations.models.organisation import Organisation


class Contract(models.Model):
    """Services bought from an organisation (政府购买服务). ``credit_code`` is the licence with which it signed."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")  # who buys
    credit_code = models.CharField(max_length=18)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    citation = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField()
    valid = DateRangeField()
    ended_on = models.DateField(null=True)  # the last day, when it was ended before its time
    ended_reason = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=80, blank=True)  # name of a kept file
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="contract_number_once"),
            models.CheckConstraint(
                condition=models.Q(credit_code__regex=r"^[0-9A-Z]{18}$"), name="contract_names_the_licence"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ContractPrice(models.Model):
    """What one service costs. Who, where and when stand here again: no day of a service has two prices."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="prices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()
    item_code = models.CharField(max_length=40, db_collation="C")  # of the catalogue, which stands above this floor
    price_fen = models.PositiveIntegerField()  # for the service once
    most_a_month = models.PositiveIntegerField(null=True)  # services for one elder that are paid

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "item_code"], name="contractprice_once_in_a_contract"),
            ExclusionConstraint(
                name="contractprice_one_price_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("item_code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]
