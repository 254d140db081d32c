"""A guardian lets somebody under age serve."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.organisations.enums import GuardianRelation
from accounts.organisations.models.organisation import Organisation
from accounts.sealed_fields import SealedTextField


class GuardianConsent(models.Model):
    """Who said yes to what one organisation sends a pupil to, from when until when, with the paper."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="guardian_consents")
    guardian = SealedTextField()
    phone = SealedTextField()
    relation = models.CharField(max_length=11, choices=GuardianRelation.choices)
    given_on = models.DateField()
    valid_until = models.DateField()  # the last day
    file = models.CharField(max_length=80)  # name of a kept file: the signed paper
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # taken back, or replaced by a newer one
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(withdrawn_at=None), name="guardianconsent_one_holds"
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("given_on")), name="guardianconsent_days_in_order"),
        ]
