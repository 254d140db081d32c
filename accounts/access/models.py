"""Who holds which role, where, and until when."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.access.enums import Role
from accounts.keys import new_key


class Grant(models.Model):
    """A role given to a login: in a region subtree, in an organisation, or bound to neither."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=22, choices=Role.choices)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="grants"
    )
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_is_bound_as_its_role_asks",
                condition=(
                    models.Q(role__in=["PROXY", "FAMILY", "VOLUNTEER"], region=None, organisation=None)
                    | models.Q(role="ORGANISATION_MANAGER", region=None, organisation__isnull=False)
                    | models.Q(
                        role__in=[
                            "VILLAGE_WORKER",
                            "TOWNSHIP_OFFICIAL",
                            "COUNTY_OFFICIAL",
                            "OPERATOR",
                            "ADMIN",
                        ],
                        region__isnull=False,
                        organisation=None,
                    )
                ),
            )
        ]


class Reveal(models.Model):
    """Somebody was shown a person's private data: who, whose, why. Append-only by trigger."""

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reveals")
    purpose = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    at = models.DateTimeField()
