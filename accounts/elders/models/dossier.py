"""The dossier: what is known of an elder, each value with its source and date; nothing is overwritten."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.elders.enums import Source, Tier
from accounts.elders.models.elder import Elder
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField


class Fact(models.Model):
    """One value of one field (``accounts.elders.fields``) as somebody learnt it. A later one supersedes it.

    Nothing else of it ever changes, by trigger. A value that is empty says: no longer known.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(max_length=40)
    value = SealedTextField()  # canonical JSON, as the field's kind stores it
    source = models.CharField(max_length=10, choices=Source.choices)
    as_of = models.DateField()  # when it was so
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elder", "field"], condition=models.Q(superseded_at=None), name="fact_one_in_force"
            )
        ]
        indexes = [models.Index(fields=["elder", "recorded_at"], name="fact_history")]

    checked_on: date | None = None  # when its group was last found still true; filled by queries.dossier

    @property
    def true_on(self) -> date:
        """The last day on which somebody knew it to be so."""
        return max(self.as_of, self.checked_on or self.as_of)


class Check(models.Model):
    """Somebody asked again and found these groups as they stand: every value counts as known on that day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="checks")
    groups = ArrayField(models.CharField(max_length=10))  # codes of accounts.elders.fields.Group
    source = models.CharField(max_length=10, choices=Source.choices)
    as_of = models.DateField()
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


class Change(models.Model):
    """A correction of what is no Fact: the elder's own data, a supporter, the guardian, who visits. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="changes")
    about = models.CharField(max_length=10)  # PERSON, SUPPORTER, GUARDIAN, VISITOR, PHOTO
    about_id = models.UUIDField()
    field = models.CharField(max_length=20)  # what changed, or "added", "ended"
    was = SealedTextField()
    became = SealedTextField()
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["elder", "changed_at"], name="change_history")]


class TierOverride(models.Model):
    """A person puts an elder into another risk tier than the score does: why, and until when."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="tier_overrides")
    tier = models.CharField(max_length=6, choices=Tier.choices)
    reason = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField()
    lifted_at = models.DateTimeField(null=True)
