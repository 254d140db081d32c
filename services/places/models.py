"""Where an elder can go: what it is, where it lies, who runs it, and when somebody is there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.organisations.enums import Weekday
from services.places.enums import PlaceKind


class Place(models.Model):
    """A canteen, a happiness home, a clinic. It is never deleted: one that closes keeps its day and the reason."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=14, choices=PlaceKind.choices)
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

    @property
    def point(self) -> tuple[float | None, float | None]:
        """Where it lies, or the middle of its village; needs ``region``."""
        if self.latitude is not None:
            return self.latitude, self.longitude
        return self.region.latitude, self.region.longitude


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
