"""The books: accounts, transfers, the two entries of each, and holds. Integers only.

Transfers and entries are written by the database function ``ledger_post`` alone and cannot be changed
afterwards, not even by the table's owner (migration 0002).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.keys import new_key
from timebank.ledger.enums import AccountKind, HoldStatus, TransferKind, Unit


class Account(models.Model):
    """One holder's book in one unit. ``balance`` and ``held`` are running sums kept by the database."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    unit = models.CharField(max_length=6, choices=Unit.choices)
    kind = models.CharField(max_length=12, choices=AccountKind.choices)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="accounts")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="accounts"
    )
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")
    floor = models.BigIntegerField(null=True, default=0)  # None: no floor (issuance only)
    balance = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)  # number of entries
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_above_floor",
                condition=Q(floor__isnull=True) | Q(balance__gte=F("floor") + F("held")),
            ),
            models.CheckConstraint(name="account_held_not_negative", condition=Q(held__gte=0)),
            models.CheckConstraint(
                name="account_floor_as_its_kind_asks",
                condition=Q(floor__isnull=False) | Q(kind=AccountKind.ISSUANCE),
            ),
            models.CheckConstraint(
                name="account_has_its_owner",
                condition=(
                    Q(kind="PERSON", person__isnull=False, organisation=None)
                    | Q(kind="ORGANISATION", person=None, organisation__isnull=False)
                    | Q(
                        kind__in=["POOL", "PROGRAMME", "ISSUANCE", "RETIRED"],
                        person=None,
                        region__isnull=False,
                    )
                ),
            ),
            models.UniqueConstraint(
                fields=["unit", "person"], name="account_one_per_person", condition=Q(kind="PERSON")
            ),
            models.UniqueConstraint(
                fields=["unit", "organisation"],
                name="account_one_per_organisation",
                condition=Q(kind="ORGANISATION"),
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "region"],
                name="account_one_per_region",
                condition=Q(kind__in=["POOL", "ISSUANCE", "RETIRED"]),
            ),
        ]

    @property
    def available(self) -> int:
        """What can be spent or held now."""
        return self.balance - self.held - (self.floor or 0)


class Transfer(models.Model):
    """An amount moved from one account to another of the same unit: balanced by construction."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.CharField(max_length=120, unique=True)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the content the key stands for
    kind = models.CharField(max_length=8, choices=TransferKind.choices)
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    reference_kind = models.CharField(max_length=40, blank=True)
    reference_id = models.UUIDField(null=True)
    memo = models.JSONField(default=dict)  # what the passbook line says
    rule = models.JSONField(default=list)  # the policy values that were applied
    happened_at = models.DateTimeField()
    posted_at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")

    class Meta:
        constraints = [
            models.CheckConstraint(name="transfer_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="transfer_between_two_accounts", condition=~Q(source=F("target"))),
        ]
        indexes = [models.Index(fields=["reference_id"], name="transfer_by_reference")]


class Entry(models.Model):
    """One line of one account's book, numbered without gaps."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries", db_index=False)
    sequence = models.BigIntegerField()
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries")
    amount = models.BigIntegerField()  # negative: out
    balance_after = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "sequence"], name="entry_numbered_once"),
            models.UniqueConstraint(fields=["account", "transfer"], name="entry_one_per_side"),
            models.CheckConstraint(name="entry_amount_not_zero", condition=~Q(amount=0)),
            models.CheckConstraint(name="entry_sequence_positive", condition=Q(sequence__gt=0)),
        ]


class Hold(models.Model):
    """Minutes or fen set aside, not yet spent. Resolved at most once."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holds")
    amount = models.BigIntegerField()
    status = models.CharField(max_length=8, choices=HoldStatus.choices, default=HoldStatus.HELD)
    reference_kind = models.CharField(max_length=40)
    reference_id = models.UUIDField(db_index=True)
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="hold_resolved_when_not_held",
                condition=Q(status="HELD", resolved_at__isnull=True)
                | Q(status__in=["SETTLED", "RELEASED"], resolved_at__isnull=False),
            ),
        ]
