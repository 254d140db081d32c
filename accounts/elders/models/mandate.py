"""What elders let others do."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from accounts.elders.enums import Consent, Power
from accounts.elders.models.elder import Elder
from accounts.elders.models.evidence import Evidence
from accounts.keys import new_key


class Mandate(models.Model):
    """The elder lets a proxy act: which powers, for which services and how much, from when until when, on what word.

    ``only`` holds stable codes of the service list a floor above, of whole classes or of single items; empty: all.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.PROTECT, related_name="mandates")
    proxy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="mandates")
    powers = ArrayField(models.CharField(max_length=10, choices=Power.choices))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    only = ArrayField(models.CharField(max_length=40), default=list)
    minutes_per_order = models.PositiveIntegerField(null=True)
    minutes_per_month = models.PositiveIntegerField(null=True)
    fen_per_month = models.PositiveIntegerField(null=True)
    consent = models.CharField(max_length=12, choices=Consent.choices)
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="mandate_period_forward",
            ),
            models.UniqueConstraint(
                fields=["elder", "proxy"],
                condition=models.Q(revoked_at__isnull=True),
                name="mandate_one_standing_per_proxy",
            ),
        ]

    @property
    def limited(self) -> bool:
        """Whether it says less than: everything, as much as the passbook has."""
        return bool(self.only) or any(
            most is not None for most in (self.minutes_per_order, self.minutes_per_month, self.fen_per_month)
        )

    def allows(self, item_code: str, category_code: str) -> bool:
        """Whether an item of the service list is among what may be ordered."""
        return not self.only or item_code in self.only or category_code in self.only
