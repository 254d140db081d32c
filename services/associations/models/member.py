"""An elder's membership, what the association asks for a year, and what was given."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.elders.enums import Consent
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.associations.enums import FeeState, Gone

ORGANISATION = "organisations.Organisation"


class Membership(models.Model):
    """From when until when an elder belongs. ``is_open`` is true while it lasts and null afterwards, so that an elder
    belongs to an association once at a time; coming back is a row of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="elders_in_it")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="associations")
    is_open = models.BooleanField(null=True, default=True)
    joined_on = models.DateField()
    consent = models.CharField(max_length=12, choices=Consent.choices)  # how the elder said yes
    helps = models.BooleanField(default=False)  # wants to look in on others
    left_on = models.DateField(null=True)
    gone = models.CharField(max_length=5, choices=Gone.choices, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "elder", "is_open"], name="membership_once_at_a_time"),
            models.CheckConstraint(
                name="membership_open_until_left",
                condition=Q(is_open=True, left_on=None, ended_at=None, gone="")
                | Q(is_open=None, left_on__isnull=False, ended_at__isnull=False) & ~Q(gone=""),
            ),
            models.CheckConstraint(
                name="membership_forward", condition=Q(left_on=None) | Q(left_on__gte=F("joined_on"))
            ),
        ]
        indexes = [models.Index(fields=["elder"], name="membership_of_elder")]


class FeeRule(models.Model):
    """What a year costs from ``from_year`` on, until a later line says otherwise; 0: nothing any more."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="fee_rules")
    from_year = models.PositiveSmallIntegerField()
    fen = models.PositiveIntegerField()
    ground = models.CharField(max_length=200)  # who decided it and when
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-from_year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "from_year"], name="feerule_once_a_year"),
            models.CheckConstraint(name="feerule_has_a_ground", condition=~Q(ground="")),
        ]


class Fee(models.Model):
    """The fee of one year of one member: paid, with the number of the receipt, or let off, with why.

    ``stands`` is true until it is taken back and null afterwards; a receipt number is never given twice.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="fees")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=FeeState.choices)
    stands = models.BooleanField(null=True, default=True)
    fen = models.PositiveIntegerField()  # what was handed over; 0 where it was let off
    receipt_year = models.PositiveSmallIntegerField(null=True)
    receipt = models.PositiveIntegerField(null=True)
    reason = SealedTextField()  # why it was let off
    on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    back_at = models.DateTimeField(null=True)
    back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    back_because = SealedTextField()

    class Meta:
        ordering = ["-year", "-written_at"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "year", "stands"], name="fee_once_a_year"),
            models.UniqueConstraint(fields=["organisation", "receipt_year", "receipt"], name="fee_receipt_once"),
            models.CheckConstraint(
                name="fee_paid_has_a_receipt",
                condition=Q(state="PAID", fen__gt=0, receipt__gt=0, receipt_year__isnull=False)
                | Q(state="WAIVED", fen=0, receipt=None, receipt_year=None),
            ),
            models.CheckConstraint(
                name="fee_back_at_a_time",
                condition=Q(stands=True, back_at=None) | Q(stands=None, back_at__isnull=False),
            ),
        ]

    @property
    def receipt_text(self) -> str:
        """As it stands on the stub: 2026-0007."""
        return f"{self.receipt_year}-{self.receipt:04d}" if self.receipt is not None else ""
