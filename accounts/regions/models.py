"""China's statistical divisions. A subtree is a prefix of the code."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.regions.enums import EndingState, Level


class Region(models.Model):
    """One division; its code is its key and begins with its parent's code."""

    code = models.CharField(primary_key=True, max_length=12, db_collation="C")
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    pinyin = models.CharField(max_length=160)  # without tones or spaces: search and sorting
    initials = models.CharField(max_length=40)
    # Middle of the settlement, degrees WGS 84; the official files carry none, so often empty.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["initials"], name="region_initials")]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9]{2,12}$"), name="region_code_digits")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def township_code(self) -> str:
        return self.code[:9]


class Ending(models.Model):
    """A county's time bank ends: who goes on, from when on nothing new begins, and how far it is. One at a time.

    Two people: whoever proposed it neither announces nor closes it. Until it is closed it can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="endings")
    state = models.CharField(max_length=9, choices=EndingState.choices, default=EndingState.PROPOSED)
    stops_on = models.DateField()  # the first day on which no new order and no new gift is taken
    successor = models.CharField(max_length=80)  # who keeps the books from then on
    successor_address = models.CharField(max_length=120)
    successor_phone = models.CharField(max_length=20, blank=True)
    inherits = models.CharField(max_length=300)  # what becomes of the minutes, in a sentence for everybody
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checkpoint = models.PositiveIntegerField(null=True)  # number of the last one
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=~Q(state=EndingState.WITHDRAWN), name="ending_one_per_county"
            ),
            models.CheckConstraint(
                name="ending_two_people",
                condition=(Q(announced_by=None) | ~Q(announced_by=F("proposed_by")))
                & (Q(closed_by=None) | ~Q(closed_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="ending_closed_with_date",
                condition=Q(state=EndingState.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                | ~Q(state=EndingState.CLOSED) & Q(closed_at=None),
            ),
        ]
