"""An elder is referred to an office: for what, why, until when, and every step until there is an answer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.access.enums import Department
from accounts.keys import new_key
from accounts.sealed_fields import SealedJSONField, SealedTextField
from services.referrals.enums import ANSWERED, OPEN, Agreed, Kind, Origin, Shows, State, What

USER = settings.AUTH_USER_MODEL


class Referral(models.Model):
    """One matter of one elder at one office. Passed on it is the same row: nobody is lost between two offices.

    ``office`` is the county or township whose ``department`` has it. ``facts`` {field of the dossier: value} is what it
    was told, as it stood on that day. ``is_open`` is true until there is an answer and null afterwards, so that an
    elder has one open referral of a kind. ``discreet``: the village was not told of the harm it comes from, nor of it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    department = models.CharField(max_length=20, choices=Department.choices)
    office = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SENT)
    is_open = models.BooleanField(null=True, default=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    origin_key = models.UUIDField(null=True)
    reason = SealedTextField()
    agreed = models.CharField(max_length=9, choices=Agreed.choices)
    shows = ArrayField(models.CharField(max_length=7, choices=Shows.choices), default=list)
    facts = SealedJSONField(null=True)
    discreet = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    received_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(default=False)  # the answer came as a letter and was entered by the sending side
    answer = SealedTextField()
    settlement = SealedTextField()  # of a dispute: what they agreed on
    parties = SealedTextField()  # of a dispute: who took part
    objected_at = models.DateTimeField(null=True)
    passes = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elder", "kind", "is_open"], name="referral_one_open_of_a_kind"),
            models.CheckConstraint(
                name="referral_open_as_its_state",
                condition=Q(state__in=OPEN, is_open=True, closed_at=None)
                | (~Q(state__in=OPEN) & Q(is_open=None, closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="referral_answered_by_somebody",
                condition=~Q(state__in=ANSWERED) | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(name="referral_due_later", condition=Q(due_on__gte=F("sent_at__date"))),
        ]
        indexes = [
            models.Index(
                fields=["office", "department", "due_on"], condition=Q(is_open=True), name="referral_at_office"
            ),
            models.Index(fields=["elder"], name="referral_of_elder"),
            models.Index(fields=["due_on"], condition=Q(is_open=True), name="referral_due"),
        ]

    @property
    def is_over(self) -> bool:
        return self.state not in OPEN


class Step(models.Model):
    """One line of the record: who, what, when. Append-only by trigger; its words go with the elder's dossier.

    ``at`` is when it happened as was said, ``recorded_at`` the server's time. ``department`` and ``office`` are whose
    turn it was afterwards.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.CharField(max_length=20, choices=Department.choices)
    office = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False)
    words = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["referral", "recorded_at"], name="referral_steps")]
