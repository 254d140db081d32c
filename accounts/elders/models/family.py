"""Who stands by an elder: supporters and where they are, the guardian, and who comes to see them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.elders.enums import Channel, GuardianKind, VisitorKind, Where
from accounts.elders.models.elder import Elder
from accounts.keys import new_key
from accounts.people.enums import Relation
from accounts.people.phones import national_digits
from accounts.sealed_fields import BlindIndexField, SealedManager, SealedTextField


class Supporter(models.Model):
    """A child or other person bound by law to support the elder (赡养义务人)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="supporters")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="supports")
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=14, choices=Relation.choices)
    phone = SealedTextField()
    phone_index = BlindIndexField(of="phone", key=national_digits)
    able = models.BooleanField(default=True)  # has the capacity to support (赡养能力)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)  # died, or bound no more
    link_version = models.PositiveSmallIntegerField(default=1)  # raised: the links sent before open nothing
    objects = SealedManager()

    @property
    def whereabouts_now(self) -> "Whereabouts | None":
        """What the village confirmed last; fetch with queries.family."""
        confirmed = [report for report in self.whereabouts.all() if report.confirmed_at is not None]
        return max(confirmed, key=lambda report: (report.confirmed_at, report.id), default=None)

    @property
    def whereabouts_said(self) -> "Whereabouts | None":
        """The newest report that still waits for the village."""
        waiting = [report for report in self.whereabouts.all() if not report.confirmed_at and not report.refused_at]
        return max(waiting, key=lambda report: report.reported_at, default=None)


class Whereabouts(models.Model):
    """Where a supporter said, or was said, to be, and since when. Counts once the village confirmed it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="whereabouts")
    where = models.CharField(max_length=10, choices=Where.choices)
    place = SealedTextField()  # city or address in words
    since = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(refused_at=None), name="whereabouts_confirmed_or_refused"
            )
        ]
        indexes = [
            models.Index(
                fields=["reported_at"],
                condition=Q(confirmed_at=None, refused_at=None),
                name="whereabouts_waiting",
            )
        ]


class Guardian(models.Model):
    """Who looks after the elder day by day: one of the family, or somebody entrusted (委托监护)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="guardians")
    kind = models.CharField(max_length=9, choices=GuardianKind.choices)
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=40, blank=True)
    phone = SealedTextField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elder"], condition=Q(until=None), name="guardian_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="guardian_period_forward"
            ),
        ]


class VisitContact(models.Model):
    """One of the 1+N who keep in touch with the elder: one lead, any number of others, each for a time."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="visit_contacts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="visits_to")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=VisitorKind.choices)
    phone = SealedTextField()
    lead = models.BooleanField(default=False)
    organisation = models.ForeignKey(  # that set the pair, an elders' association say
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(until=None), name="visit_contact_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["elder"], condition=Q(lead=True, until=None), name="visit_contact_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="visit_contact_period_forward"
            ),
        ]
