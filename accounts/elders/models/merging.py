"""Two dossiers of one person: who might be entered twice, what somebody decided, and where an elder moved."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.elders.enums import Alike, MergeState, SameBecause
from accounts.elders.models.elder import Elder
from accounts.keys import new_key
from accounts.sealed_fields import SealedJSONField


class Pair(models.Model):
    """Two elders who may be one. Found by the house; ``different_at`` says that somebody knows better, for good.

    ``common`` is the smallest place that holds both homes: whoever answers for it may see the pair.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    first = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="+")
    common = models.CharField(max_length=12, blank=True, db_collation="C")
    alike = models.CharField(max_length=8, choices=Alike.choices)
    reasons = ArrayField(models.CharField(max_length=14, choices=SameBecause.choices))
    found_at = models.DateTimeField()
    different_at = models.DateTimeField(null=True)
    different_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    different_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
            models.CheckConstraint(
                condition=Q(different_at=None, different_by=None, different_because="")
                | Q(different_at__isnull=False, different_by__isnull=False) & ~Q(different_because=""),
                name="pair_different_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["common", "alike", "id"], condition=Q(different_at=None), name="pair_to_look_at")
        ]


class Merge(models.Model):
    """Somebody asks to make one dossier of two; somebody else decides. The database refuses one person for both."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kept = models.ForeignKey(Elder, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Elder, on_delete=models.PROTECT, related_name="merged_in")
    taken: Any = SealedJSONField()  # codes of what is taken from the absorbed dossier
    reason = models.CharField(max_length=200)
    wrong_number = models.CharField(max_length=200, blank=True)  # why the number not taken is wrong
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=MergeState.choices, default=MergeState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    moved: Any = models.JSONField(default=dict)  # table and column → how many rows; no personal data

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(state="OPEN", decided_at=None, decided_by=None)
                | Q(state="REFUSED", decided_at__isnull=False, decided_by__isnull=False)
                | Q(state="DONE", decided_at__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="merge_decided_by_another",
            ),
            models.UniqueConstraint(fields=["absorbed"], condition=~Q(state="REFUSED"), name="merge_once"),
        ]


class Removal(models.Model):
    """An elder moved from one village to another: since when, and what ended with it. Undone on the same day only."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="removals")
    origin = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    before: Any = SealedJSONField()  # address, registered place and point as they were
    ended = ArrayField(models.UUIDField(), default=list)  # guardian and visitors whose time ended with it
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(origin=F("target")), name="removal_to_another_place"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("moved_at")), name="removal_undone_afterwards"
            ),
        ]
