"""The menu: categories, items, and dated versions of each item."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from accounts.access.enums import Department
from accounts.keys import new_key
from accounts.organisations.enums import OrganisationKind
from accounts.people.enums import CredentialKind
from services.catalogue.enums import Mode, Performer


def _in_language(chinese: str, english: str) -> str:
    return chinese if (get_language() or "zh").startswith("zh") else english


class Category(models.Model):
    """A class of services, as the notices name them."""

    code = models.CharField(primary_key=True, max_length=20)
    name_zh = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)
    icon = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    @property
    def name(self) -> str:
        return _in_language(self.name_zh, self.name_en)


class Item(models.Model):
    """Something one can order. What it is called and costs stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.CharField(max_length=40, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)


class ItemVersion(models.Model):
    """The item as it is offered in a region for a period."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()
    name_zh = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)
    summary_zh = models.CharField(max_length=80)
    summary_en = models.CharField(max_length=120)
    icon = models.CharField(max_length=20)
    typical_minutes = models.PositiveSmallIntegerField()
    price_minutes = models.PositiveSmallIntegerField()  # a unit; 0: costs no minutes and earns none
    price_fen = models.PositiveIntegerField(default=0)  # a unit; for the supplier, never for a volunteer
    extra_zh = models.CharField(max_length=20, blank=True)  # what is charged besides: 菜钱另算
    extra_en = models.CharField(max_length=40, blank=True)
    performers = ArrayField(models.CharField(max_length=12, choices=Performer.choices))
    credential = models.CharField(max_length=16, choices=CredentialKind.choices, blank=True)
    same_gender = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField(default=1)
    coefficient_percent = models.PositiveSmallIntegerField(default=100)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    # Which kinds of organisation may take it (a clinic, a shop, a caterer); empty: any.
    houses = ArrayField(models.CharField(max_length=20, choices=OrganisationKind.choices), default=list, blank=True)
    how_zh = models.CharField(max_length=80, blank=True)  # how to get it; empty: as everything here
    how_en = models.CharField(max_length=160, blank=True)
    citation = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="item_version_one_a_day",
                expressions=[
                    ("item", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="item_version_sane",
                condition=models.Q(typical_minutes__gt=0, seats__gt=0, coefficient_percent__gt=0),
            ),
        ]

    @property
    def category_percent(self) -> int:
        """What the policy makes of an hour of this kind, per cent; known of versions from ``queries.menu``."""
        return int(self.__dict__.get("policy_percent", 100))

    def minutes_for(self, quantity: int = 1) -> int:
        """What so many cost one seat, in minutes: price times both coefficients, rounded half up."""
        return (self.price_minutes * quantity * self.coefficient_percent * self.category_percent + 5_000) // 10_000

    @property
    def costs_minutes(self) -> int:
        return self.minutes_for(1)

    @property
    def name(self) -> str:
        return _in_language(self.name_zh, self.name_en)

    @property
    def summary(self) -> str:
        return _in_language(self.summary_zh, self.summary_en)

    @property
    def extra(self) -> str:
        return _in_language(self.extra_zh, self.extra_en)

    @property
    def how(self) -> str:
        return _in_language(self.how_zh, self.how_en)

    @property
    def valid_from(self) -> date | None:
        return self.valid.lower


class ListEdition(models.Model):
    """The service list as a county published it (关爱服务清单): what it said then stays to be read.

    Ordering goes by the versions of the items; an edition is the promise made to the public from a day on. It is
    never changed: what is wrong in it is put right by the next one.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    citation = models.CharField(max_length=200)
    words = models.CharField(max_length=300, blank=True)  # what the county says of the changes
    rows = models.JSONField()  # as ``queries.editions.snapshot`` gives them
    outreach = models.JSONField(default=list)  # as ``queries.outreach.told_on`` gives them
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="listedition_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="listedition_counts_from_one"),
            models.CheckConstraint(condition=~Q(citation=""), name="listedition_says_on_what_ground"),
        ]


class Outreach(models.Model):
    """What a department brings to villages (下沉基层的公共服务项目): what, where, when, what it costs, how to get it.

    Nobody orders it and no minutes are booked: it is a promise of the service list for these villages and this time.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")  # whose list it stands in
    department = models.CharField(max_length=20, choices=Department.choices)
    villages = models.ManyToManyField("regions.Region", related_name="outreaches")
    title = models.CharField(max_length=40)
    words = models.CharField(max_length=300)  # what is done there
    times = models.CharField(max_length=120)  # when, in words: 每月逢 5 日上午
    cost = models.CharField(max_length=60, blank=True)  # in words; empty: it costs nothing
    how = models.CharField(max_length=160)  # how to get it: whom to ring, what to bring
    first_on = models.DateField()
    last_on = models.DateField()
    citation = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=200, blank=True)  # why it was withdrawn

    class Meta:
        ordering = ["first_on", "id"]
        verbose_name_plural = "outreaches"
        constraints = [
            models.CheckConstraint(name="outreach_forward", condition=Q(last_on__gte=models.F("first_on"))),
            models.CheckConstraint(
                name="outreach_withdrawn_says_why",
                condition=Q(withdrawn_at=None, because="") | Q(withdrawn_at__isnull=False) & ~Q(because=""),
            ),
            models.CheckConstraint(
                name="outreach_says_what_when_and_how",
                condition=~Q(title="") & ~Q(words="") & ~Q(times="") & ~Q(how=""),
            ),
        ]
        indexes = [models.Index(fields=["region", "last_on"], name="outreach_by_place")]
