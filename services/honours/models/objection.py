"""What somebody says against a candidate while the names are on notice."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.honours.enums import ObjectionState, ObjectionWay
from services.honours.models.candidacy import Candidacy

USER = settings.AUTH_USER_MODEL


class Objection(models.Model):
    """Anybody may object, without a login and without a name. Who they are is sealed, and erased after the round.

    ``code`` opens the answer for whoever objected; it is on no page but theirs. The candidate never learns who it was.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="objections")
    elder = models.ForeignKey(
        "elders.Elder", on_delete=models.PROTECT, null=True, related_name="+"
    )  # forgotten with it
    code = models.CharField(max_length=12, unique=True)
    words = SealedTextField()
    name = SealedTextField()
    phone = SealedTextField()
    way = models.CharField(max_length=10, choices=ObjectionWay.choices)
    taken_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    answer = SealedTextField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="honour_objection_answered_by_somebody",
                condition=Q(state=ObjectionState.OPEN, answered_at=None, answered_by=None)
                | (~Q(state=ObjectionState.OPEN) & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="honour_objection_answered_by_another",
                condition=Q(answered_by=None) | Q(taken_by=None) | ~Q(answered_by=models.F("taken_by")),
            ),
        ]
        indexes = [models.Index(fields=["candidacy", "state"], name="honour_objection_open")]
