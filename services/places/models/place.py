"""Where an elder can go: what it is, where it lies, who runs it, and when somebody is there."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.organisations.enums import Weekday
from services.places.enums import PlaceKind


class Place(models.Model):
    """A canteen, a happiness home, a clinic. It is never deleted: one that closes keeps its day and the reason.

    ``operator`` is whoever runs it today; where terms were written they say who (``Terms``).
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=16, choices=PlaceKind.choices)
    name = models.CharField(max_length=60)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="places")
    address = models.CharField(max_length=120)
    latitude = models.FloatField(null=True)  # degrees WGS 84; without them the middle of the village counts
    longitude = models.FloatField(null=True)
    operator = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="places"
    )
    phone = models.CharField(max_length=20, blank=True)
    summary = models.CharField(max_length=400, blank=True)
    seats = models.PositiveSmallIntegerField(null=True)
    noon_beds = models.PositiveSmallIntegerField(null=True)  # to lie down at noon; None: as many as come
    day_beds = models.PositiveSmallIntegerField(null=True)  # of day care, or of a shared dwelling
    area_m2 = models.PositiveIntegerField(null=True)
    equipment = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    partner = models.ForeignKey(  # the clinic that looks after whoever is there
        "self", on_delete=models.PROTECT, null=True, related_name="partners"
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)  # the first day on which nobody is there any more
    closed_because = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=PlaceKind.values)),
            models.CheckConstraint(
                name="place_closes_after_opening", condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on"))
            ),
            models.CheckConstraint(name="place_closed_says_why", condition=Q(closed_on=None) | ~Q(closed_because="")),
            models.CheckConstraint(
                name="place_merged_is_closed", condition=Q(merged_into=None) | Q(closed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="place_not_its_own_partner",
                condition=(Q(partner=None) | ~Q(partner=F("id"))) & (Q(merged_into=None) | ~Q(merged_into=F("id"))),
            ),
            models.CheckConstraint(
                name="place_point_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
            models.UniqueConstraint(
                name="place_name_once", fields=["region", "kind", "name"], condition=Q(closed_on=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)

    @property
    def point(self) -> tuple[float | None, float | None]:
        """Where it lies, or the middle of its village; needs ``region``."""
        if self.latitude is not None:
            return self.latitude, self.longitude
        return self.region.latitude, self.region.longitude


class PlaceMerge(models.Model):
    """One place went into another on a day. ``moved`` says what went with it, for whoever takes it back."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="taken_in")
    merged_on = models.DateField()
    reason = models.CharField(max_length=200)
    moved: Any = models.JSONField(default=dict)
    event_sequence = models.BigIntegerField()  # of the journal: what came after it is "since"
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-merged_at"]
        constraints = [
            models.UniqueConstraint(name="placemerge_one_stands", fields=["place"], condition=Q(undone_at=None)),
            models.CheckConstraint(name="placemerge_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="placemerge_into_another", condition=~Q(place=F("into"))),
        ]


class PlaceHours(models.Model):
    """When one finds somebody there; a day of the week without a row is closed."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["place", "weekday"], name="placehours_once_a_day"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="placehours_forward"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="placehours_day_of_the_week"),
        ]
