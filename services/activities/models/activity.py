"""An activity on one day, and the series it may belong to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from services.activities.enums import ActivityKind, ActivityStatus


class Series(models.Model):
    """How often it comes round, as ``services.standing.rhythm`` reads it: ``rrule`` or ``lunar`` (圩日)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    rrule = models.CharField(max_length=200, blank=True)
    lunar = models.CharField(max_length=100, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                name="series_one_rhythm", condition=Q(rrule="") & ~Q(lunar="") | ~Q(rrule="") & Q(lunar="")
            ),
            models.CheckConstraint(name="series_forward", condition=Q(last_on__gte=F("first_on"))),
        ]


class Activity(models.Model):
    """One session: what, where, when, by whom. It lies in ``region`` and, where there is one, at a place."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=11, choices=ActivityKind.choices)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=400, blank=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="activities")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="activities")
    where = models.CharField(max_length=120)  # in words: 圩场东头; of a place its address by default
    organiser = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="activities"
    )
    organiser_words = models.CharField(max_length=60, blank=True)  # 县司法局, where it is no organisation of ours
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(null=True)  # None: as many as come
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="sessions")
    status = models.CharField(max_length=9, choices=ActivityStatus.choices, default=ActivityStatus.PLANNED)
    others = models.PositiveSmallIntegerField(default=0)  # who came and is no elder of the registry: counted alone
    report = models.CharField(max_length=400, blank=True)  # what happened, said when it was closed
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=200, blank=True)  # why it was called off

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(name="activity_kind_known", condition=Q(kind__in=ActivityKind.values)),
            models.CheckConstraint(name="activity_status_known", condition=Q(status__in=ActivityStatus.values)),
            models.CheckConstraint(name="activity_forward", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="activity_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="activity_called_off_says_why",
                condition=Q(status="CANCELLED") & ~Q(because="") | ~Q(status="CANCELLED") & Q(because=""),
            ),
            models.CheckConstraint(
                name="activity_closed_at_a_time",
                condition=Q(status__in=["PLANNED", "RUNNING"], closed_at=None)
                | Q(status__in=["HELD", "CANCELLED"], closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="activity_once_in_a_series", fields=["series", "starts_at"], condition=Q(series__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["region", "starts_at"], name="activity_by_region"),
            models.Index(fields=["place", "starts_at"], name="activity_by_place"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_words(self) -> str:
        """Who invites; needs ``organiser``."""
        return self.organiser.name if self.organiser is not None else self.organiser_words


class Host(models.Model):
    """Somebody who leads it. ``order`` is the one through which a volunteer earns the time (ADR 41)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="hosts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="host_once", fields=["activity", "person"])]
        indexes = [models.Index(fields=["person"], name="host_by_person")]


class Picture(models.Model):
    """A photograph of what happened."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="photographs")
    photograph = models.OneToOneField("photos.Photograph", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["activity", "photograph"], name="activity_pictures")]
