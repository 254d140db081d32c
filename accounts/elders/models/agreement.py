"""Who cares for an elder while the children are away (委托照顾协议)."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.elders.enums import CarerKind, Consent, Duty
from accounts.elders.models.elder import Elder
from accounts.elders.models.evidence import Evidence
from accounts.elders.models.family import Supporter
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField

ENDS_SOON_DAYS = 30


class CareAgreement(models.Model):
    """Supporters entrust a carer with duties for a time, and the elder agrees. Renewed by one that ``follows`` it.

    Nothing of it changes once it is written but its end: revoked, it holds no more from that moment.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="agreements")
    entrusted_by = models.ManyToManyField(Supporter, related_name="+")
    carer_kind = models.CharField(max_length=12, choices=CarerKind.choices)
    carer_name = SealedTextField()
    carer_relation = models.CharField(max_length=40, blank=True)
    carer_phone = SealedTextField()
    emergency_phone = SealedTextField()
    duties = ArrayField(models.CharField(max_length=12, choices=Duty.choices))
    words = SealedTextField()  # what else was agreed, in their own words
    starts_on = models.DateField()
    ends_on = models.DateField()
    consent = models.CharField(max_length=12, choices=Consent.choices)
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="+")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_because = SealedTextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_period_forward"),
        ]
        indexes = [models.Index(fields=["elder", "-starts_on"], name="agreement_by_elder")]

    @property
    def name(self) -> str:
        """Who cares: what pages that ring somebody ask for."""
        return self.carer_name

    @property
    def phone(self) -> str:
        return self.carer_phone

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day: begun, not over, not taken back."""
        return self.revoked_at is None and self.starts_on <= on <= self.ends_on

    def ends_soon(self, on: date) -> bool:
        """Whether it holds, but not for much longer."""
        return self.holds(on) and (self.ends_on - on).days <= ENDS_SOON_DAYS
