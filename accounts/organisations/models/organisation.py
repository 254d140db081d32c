"""Organisations, their teams, and who belongs to them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.organisations.enums import MemberRole, OrganisationKind, OrganisationStatus, Weekday
from accounts.sealed_fields import SealedTextField

STANDING = (OrganisationStatus.VERIFIED, OrganisationStatus.SUSPENDED)


class Organisation(models.Model):
    """A body that takes orders with its own members; an unlicensed elders' group is one too."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    status = models.CharField(
        max_length=10, choices=OrganisationStatus.choices, default=OrganisationStatus.WAITING, db_index=True
    )
    name = models.CharField(max_length=80)
    credit_code = models.CharField(max_length=18, blank=True)  # 统一社会信用代码; needed for contracts only
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="organisations")
    areas = models.ManyToManyField("regions.Region", related_name="+")  # where it serves; none: wherever it is asked
    phone = models.CharField(max_length=20, blank=True)
    summary = models.CharField(max_length=400, blank=True)  # what it does, in its own words
    rules = models.CharField(max_length=1000, blank=True)  # how it works: what it asks of its people and of elders
    most_a_day = models.PositiveSmallIntegerField(null=True)  # orders it can serve on one day; None: it does not say
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = SealedTextField()  # why it was refused or suspended
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_stands_since",
                condition=~models.Q(status__in=STANDING) | models.Q(verified_at__isnull=False, closed_at=None),
            ),
            models.CheckConstraint(
                name="organisation_closed_at_a_time",
                condition=~models.Q(status=OrganisationStatus.CLOSED) | models.Q(closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="organisation_one_per_licence",
                fields=["credit_code"],
                condition=~models.Q(credit_code="") & models.Q(status__in=[OrganisationStatus.WAITING, *STANDING]),
            ),
            models.UniqueConstraint(
                name="organisation_one_waits_for_each",
                fields=["applied_by"],
                condition=models.Q(status=OrganisationStatus.WAITING, applied_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """When one finds somebody there, day by day of the week; a day without a row is closed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "weekday"], name="openinghours_once_a_day"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="openinghours_forward"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="openinghours_day_of_the_week"),
        ]


class Team(models.Model):
    """Members who go out together, or belong to one place or school class."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's membership. It ends by date; the row stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="members")
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(until_on__isnull=True),
                name="member_once_at_a_time",
            )
        ]
