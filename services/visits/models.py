"""Windows in which somebody should look in, the visits that were made, and what follows from them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.elders.enums import Tier
from accounts.keys import new_key
from accounts.sealed_fields import SealedJSONField, SealedTextField
from services.visits.enums import (
    About,
    Because,
    Checked,
    FindingState,
    Mode,
    Outcome,
    Reason,
    UrgingChannel,
    UrgingState,
    WindowState,
)

ELDER = "elders.Elder"


class Outing(models.Model):
    """A joint round (集中走访): several people go to many elders on one day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    people = models.CharField(max_length=200, blank=True)  # who goes along, in words
    held_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region", "held_on"], name="outing_by_place")]


class Visit(models.Model):
    """Somebody looked in or rang, or tried to. ``happened_at`` is when they say so, ``recorded_at`` when it got here.

    What was answered is sealed: ``answers`` {health, food, mood, safety, care} by the enums. ``worrying`` alone is
    kept in the open, so that lists can ask for it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(ELDER, on_delete=models.CASCADE, related_name="visits")
    region_code = models.CharField(max_length=12)  # where the elder lived then
    mode = models.CharField(max_length=5, choices=Mode.choices)
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    happened_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)  # what the device's own clock said
    recorded_at = models.DateTimeField()
    doubtful = models.BooleanField(default=False)  # the clocks do not agree
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits_made")
    minutes = models.PositiveSmallIntegerField(null=True)
    answers = SealedJSONField(null=True)
    words = SealedTextField()
    worrying = models.BooleanField(default=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    outing = models.ForeignKey(Outing, on_delete=models.PROTECT, null=True, related_name="visits")
    on_paper = models.BooleanField(default=False)
    visitor = models.ForeignKey(  # who was there, when somebody else typed it in from a sheet
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    device = models.CharField(max_length=32, blank=True)  # a random mark of the browser it was written on
    form_key = models.UUIDField(null=True)  # of the form it was written on: sent twice it is still one visit

    class Meta:
        indexes = [
            models.Index(fields=["elder", "-happened_at"], name="visit_of_elder"),
            models.Index(fields=["by", "-happened_at"], name="visit_by_visitor"),
            models.Index(fields=["region_code", "-happened_at"], name="visit_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="visit_point_whole",
            )
        ]

    @property
    def met(self) -> bool:
        return self.outcome == Outcome.VISITED


class Window(models.Model):
    """The days in which somebody should look in on an elder. Who that is follows from the pairing, and is not kept."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(ELDER, on_delete=models.CASCADE, related_name="visit_windows")
    reason = models.CharField(max_length=7, choices=Reason.choices)
    because = models.CharField(max_length=8, choices=Because.choices, blank=True)
    because_id = models.UUIDField(null=True)  # the row that says what changed: each makes one window
    tier = models.CharField(max_length=6, choices=Tier.choices)  # by which the days were chosen
    opens_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)  # to the hour, after a change
    expires_on = models.DateField()
    state = models.CharField(max_length=7, choices=WindowState.choices, default=WindowState.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="windows")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elder"],
                condition=Q(state=WindowState.OPEN, reason=Reason.REGULAR),
                name="window_one_regular_open",
            ),
            models.UniqueConstraint(
                fields=["elder", "because", "because_id"],
                condition=Q(because_id__isnull=False),
                name="window_once_for_a_change",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__lte=models.F("due_on"), due_on__lte=models.F("expires_on")),
                name="window_days_forward",
            ),
            models.CheckConstraint(
                condition=Q(state=WindowState.OPEN, closed_at=None) | ~Q(state=WindowState.OPEN),
                name="window_open_is_not_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state=WindowState.OPEN), name="window_due"),
            models.Index(fields=["elder", "-expires_on"], name="window_of_elder"),
        ]


class VisitPhoto(models.Model):
    """A picture taken on a visit."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    photograph = models.OneToOneField("photos.Photograph", on_delete=models.PROTECT, related_name="of_visit")


class SupporterNote(models.Model):
    """What one supporter gives, as it was found on a visit: ``given`` {money, care, comfort} by ``Given``."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="supporter_notes")
    elder = models.ForeignKey(ELDER, on_delete=models.CASCADE, related_name="+")
    supporter = models.ForeignKey("elders.Supporter", on_delete=models.CASCADE, related_name="visit_notes")
    given = SealedJSONField(null=True)
    last_contact_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "supporter"], name="supporter_note_once")]


class Finding(models.Model):
    """Something of the dossier that a visit found otherwise; whoever keeps the registry accepts it or leaves it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="findings")
    elder = models.ForeignKey(ELDER, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=40)  # of accounts.elders.fields
    value = SealedJSONField(null=True)
    state = models.CharField(max_length=8, choices=FindingState.choices, default=FindingState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "field"], name="finding_once")]


class Urging(models.Model):
    """A family member was asked to do their duty. Open until there is an answer, and then until it is done."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(ELDER, on_delete=models.CASCADE, related_name="urgings")
    region_code = models.CharField(max_length=12)
    supporter = models.ForeignKey("elders.Supporter", on_delete=models.CASCADE, related_name="urgings")
    visit = models.ForeignKey(Visit, on_delete=models.SET_NULL, null=True, related_name="urgings")
    about = models.CharField(max_length=6, choices=About.choices)
    said = SealedTextField()  # what they were asked
    answer = SealedTextField()
    outcome = SealedTextField()  # what became of it
    state = models.CharField(max_length=8, choices=UrgingState.choices, default=UrgingState.OPEN)
    opened_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()  # until when an answer is expected
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)  # the township was told that nobody answered in time

    class Meta:
        indexes = [
            models.Index(fields=["region_code"], condition=~Q(state=UrgingState.CLOSED), name="urging_open"),
            models.Index(fields=["elder"], name="urging_of_elder"),
        ]


class UrgingTry(models.Model):
    """Each time somebody turned to the family: when, how, and whether they were reached."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    urging = models.ForeignKey(Urging, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=9, choices=UrgingChannel.choices)
    reached = models.BooleanField()


class GoodHours(models.Model):
    """When an elder likes to be rung or visited: from one full hour to another."""

    elder = models.OneToOneField(ELDER, on_delete=models.CASCADE, primary_key=True, related_name="good_hours")
    from_hour = models.PositiveSmallIntegerField()
    to_hour = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_hour__lt=models.F("to_hour"), to_hour__lte=24), name="good_hours_forward"
            )
        ]


class CallTurn(models.Model):
    """Whom a caller was handed to ring now; nobody else is handed the same until it ends."""

    elder = models.OneToOneField(ELDER, on_delete=models.CASCADE, primary_key=True, related_name="call_turn")
    caller = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="call_turn")
    taken_at = models.DateTimeField()
    until = models.DateTimeField()


class PaperSheet(models.Model):
    """A day sheet that was printed: whose round it is, and which elders stand on it. Its address is the QR code."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    elders = models.JSONField(default=list)  # their ids, in the order of the sheet


class SampleCheck(models.Model):
    """Somebody rang and asked whether the visit took place. Nobody is judged by a machine: this is how one asks."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, primary_key=True, related_name="check_made")
    elder = models.ForeignKey(ELDER, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=11, choices=Checked.choices)
    words = SealedTextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
