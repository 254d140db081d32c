"""A volunteer says that a record of theirs is wrong; somebody looks; the books are put right by another line."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from services.orders.enums import CorrectionStatus, CorrectionSubject
from services.orders.models.assignment import Assignment
from services.orders.models.record import ServiceRecord


class CorrectionTicket(models.Model):
    """What the volunteer says is wrong (Art 13), what was found, and who answers for it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="corrections")
    record = models.ForeignKey(ServiceRecord, on_delete=models.PROTECT, related_name="+")  # the version reported on
    status = models.CharField(max_length=9, choices=CorrectionStatus.choices, default=CorrectionStatus.REPORTED)
    # Who verifies: the organisation that sent the volunteer, else the territory.
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    region_code = models.CharField(max_length=12, db_collation="C")
    subject = models.CharField(max_length=8, choices=CorrectionSubject.choices)
    words = models.CharField(max_length=500)  # what is right, and why
    minutes_said = models.PositiveIntegerField(null=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    # What was found: how the next version of the record reads.
    minutes = models.PositiveIntegerField(null=True)
    served_on = models.DateField(null=True)
    place = models.CharField(max_length=120, blank=True)
    content = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=300, blank=True)  # the volunteer reads this
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    reversal_id = models.UUIDField(null=True)  # the ledger's request, when minutes move
    credited_to_be = models.PositiveIntegerField(null=True)  # minutes of the new posting
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    corrected = models.OneToOneField(ServiceRecord, on_delete=models.PROTECT, null=True, related_name="correction")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                name="correction_one_at_a_time",
                condition=Q(status__in=["REPORTED", "VERIFIED"]),
            ),
            models.CheckConstraint(
                name="correction_never_by_one_person_where_minutes_move",
                condition=Q(reversal_id=None) | Q(closed_by=None) | ~Q(closed_by=models.F("verified_by")),
            ),
            models.CheckConstraint(
                name="correction_corrected_has_its_record",
                condition=~Q(status="CORRECTED") | Q(corrected__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="correction_by_organisation"),
            models.Index(fields=["region_code", "-id"], name="correction_by_region"),
        ]
