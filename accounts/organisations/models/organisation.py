"""Organisations that serve, and who belongs to them."""

from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.organisations.enums import MemberRole, OrganisationKind, OrganisationStatus


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
    phone = models.CharField(max_length=20, blank=True)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_stands_since",
                condition=~models.Q(status__in=[OrganisationStatus.VERIFIED, OrganisationStatus.SUSPENDED])
                | models.Q(verified_at__isnull=False, closed_at=None),
            ),
            models.CheckConstraint(
                name="organisation_closed_at_a_time",
                condition=~models.Q(status=OrganisationStatus.CLOSED) | models.Q(closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="organisation_one_per_licence",
                fields=["credit_code"],
                condition=~models.Q(credit_code="")
                & models.Q(
                    status__in=[
                        OrganisationStatus.WAITING,
                        OrganisationStatus.VERIFIED,
                        OrganisationStatus.SUSPENDED,
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's membership. It ends by date; the row stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
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
