"""Rules as data: what holds where, from when, and which document says so."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class Policy(models.Model):
    """One value of one rule in one region for one period, with its citation."""

    code = models.CharField(max_length=60)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")
    valid = DateRangeField()
    value = models.JSONField()
    citation = models.CharField(max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="policy_one_value_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"
