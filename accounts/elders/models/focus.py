"""Elders the village has an eye on (重点帮扶): why, who helps, what comes next, and when somebody looks again."""

from django.conf import settings
from django.db import models

from accounts.elders.models.elder import Elder
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField


class FocusCare(models.Model):
    """One time of it (N29, N67); at most one is open. ``next_step`` and ``review_on`` are those last named."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="focus_cares")
    reason = SealedTextField()
    helper = models.CharField(max_length=60)  # the one person who answers for it
    next_step = SealedTextField()
    review_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elder"], condition=models.Q(closed_at=None), name="focus_one_open")
        ]


class FocusNote(models.Model):
    """What was heard or done, and what comes next."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    care = models.ForeignKey(FocusCare, on_delete=models.CASCADE, related_name="notes")
    text = SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
