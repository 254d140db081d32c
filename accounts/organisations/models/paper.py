"""Papers of an organisation, and whom was told that one runs out."""

from django.conf import settings
from django.db import models

from accounts.keys import new_key
from accounts.organisations.enums import PaperKind
from accounts.organisations.models.organisation import Organisation
from accounts.sealed_fields import SealedTextField


class Paper(models.Model):
    """A licence, a record or an insurance. ``person``: whom alone an insurance covers; empty for everybody."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    number = SealedTextField()
    issuer = models.CharField(max_length=80, blank=True)
    valid_until = models.DateField(null=True)  # the last day; None: it does not run out
    file = models.CharField(max_length=80, blank=True)  # name of a kept file
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)  # since when a newer one stands in its place

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "person"],
                condition=models.Q(replaced_at=None),
                nulls_distinct=False,
                name="paper_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(kind=PaperKind.INSURANCE), name="paper_insures_a_person"
            ),
        ]


class ExpiryWarning(models.Model):
    """Told once for each step: so many days before a paper runs out."""

    credential = models.ForeignKey("people.Credential", on_delete=models.CASCADE, null=True, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, null=True, related_name="+")
    days = models.PositiveSmallIntegerField()
    warned_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "paper", "days"], nulls_distinct=False, name="expirywarning_once_a_step"
            ),
            models.CheckConstraint(
                condition=models.Q(credential=None, paper__isnull=False)
                | models.Q(credential__isnull=False, paper=None),
                name="expirywarning_of_one_paper",
            ),
        ]
