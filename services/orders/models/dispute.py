"""What both sides bring to a dispute, and the objection to what is booked already."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.orders.enums import ContestStatus, Side
from services.orders.models.order import Order


class DisputeStatement(models.Model):
    """What one side says to a disputed order, with a picture or without. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="statements")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")  # forgotten with the dossier
    side = models.CharField(max_length=7, choices=Side.choices)
    words = SealedTextField()
    photograph = models.ForeignKey("photos.Photograph", on_delete=models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["order", "said_at"], name="dispute_statement_by_order")]


class Contest(models.Model):
    """The elder's side objects to a booked order; taking the minutes back is a reversal in the ledger, by two people.

    The order stays CONFIRMED: what was posted was posted, and a reversal is another line.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="contest")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")  # forgotten with the dossier
    status = models.CharField(max_length=9, choices=ContestStatus.choices, default=ContestStatus.RAISED)
    words = SealedTextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = SealedTextField()  # both sides read this
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contest_never_returned_by_one_person",
                condition=Q(returned_by=None) | ~Q(returned_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="contest_decided_by_somebody",
                condition=Q(status="RAISED") | Q(decided_by__isnull=False),
            ),
        ]
