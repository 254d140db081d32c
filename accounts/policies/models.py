"""Rules as data: what holds where, from when, which document says so, and who changed it."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from accounts.keys import new_key
from accounts.policies.enums import DraftStatus
from accounts.policies.rules import RULES


class PolicyDraft(models.Model):
    """A change of rules in one region: one person writes it, another one decides."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=DraftStatus.choices, default=DraftStatus.DRAFT)
    changes = models.JSONField(default=dict)  # code of a rule → its new value
    sources = models.JSONField(default=dict)  # code of a rule → who says so, where it is not ``citation``
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # first day on which it no longer holds
    citation = models.CharField(max_length=200)
    preset = models.CharField(max_length=40, blank=True)  # the preset that filled it
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)  # the reviewer's

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="policydraft_two_people", condition=Q(reviewer=None) | ~Q(reviewer=F("author"))
            ),
            models.CheckConstraint(
                name="policydraft_decided_by_somebody",
                condition=~Q(status__in=["IN_FORCE", "REJECTED"])
                | Q(reviewer__isnull=False, decided_at__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="policydraft_period_forward",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["region", "-id"], name="policydraft_by_region")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.valid_from} {self.changes}"


class Policy(models.Model):
    """One value of one rule in one region for one period, with its citation.

    The database lets nobody change or delete a row (migration 0003): a period may be shortened at its end, or emptied
    when it never began to hold.
    """

    code = models.CharField(max_length=60)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")
    valid = DateRangeField()
    value = models.JSONField(null=True)  # typed by the rule; None: no limit
    citation = models.CharField(max_length=200)
    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, null=True, related_name="policies")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="policy_one_value_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (Coalesce(F("region"), Value("")), RangeOperators.EQUAL),  # NULLs never clash: the nation is ""
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises BadPolicyValue for a value that is not of the rule's type; unknown codes are kept as they are."""
        if self.code in RULES:
            self.value = RULES[self.code].check(self.value)
        super().save(*args, **kwargs)
