"""The books: accounts, transfers, the two entries of each, and holds. Integers only.

Transfers and entries are written by the database function ``ledger_post`` alone and cannot be changed
afterwards, not even by the table's owner (migration 0002).
"""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.keys import new_key
from timebank.ledger.canonical_json import CanonicalJSONField, canonical
from timebank.ledger.enums import AccountKind, HoldStatus, ReversalStatus, TransferKind, Unit


class Account(models.Model):
    """One holder's book in one unit. ``balance`` and ``held`` are running sums kept by the database."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    unit = models.CharField(max_length=6, choices=Unit.choices)
    kind = models.CharField(max_length=12, choices=AccountKind.choices)
    # Each is found by the constraint of its kind; plain indexes would hold a row for every account of another kind.
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="accounts", db_index=False
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="accounts", db_index=False
    )
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    floor = models.BigIntegerField(null=True, default=0)  # None: none (issuance only)
    balance = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)  # number of entries
    head = models.BinaryField(max_length=32, default=b"")  # hash of the last entry; the database writes it
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)  # a closed book stays empty

    class Meta:
        constraints = [
            models.CheckConstraint(name="account_closed_is_empty", condition=Q(closed_at=None) | Q(balance=0, held=0)),
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
                    Q(kind__in=["PERSON", "VOUCHER", "GIFT"], person__isnull=False, organisation=None)
                    | Q(kind="ORGANISATION", person=None, organisation__isnull=False)
                    | Q(
                        kind__in=["POOL", "PROGRAMME", "ISSUANCE", "RETIRED"],
                        person=None,
                        region__isnull=False,
                    )
                ),
            ),
            models.UniqueConstraint(
                fields=["person", "unit"], name="account_one_per_person", condition=Q(kind="PERSON")
            ),
            models.UniqueConstraint(
                fields=["organisation", "unit"],
                name="account_one_per_organisation",
                condition=Q(kind="ORGANISATION"),
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "unit"],
                name="account_one_per_region",
                condition=Q(kind__in=["POOL", "ISSUANCE", "RETIRED"]),
            ),
        ]
        indexes = [
            models.Index(fields=["region"], name="account_of_region", condition=Q(region__isnull=False)),
        ]

    @property
    def available(self) -> int:
        """What can be spent or held now."""
        return self.balance - self.held - (self.floor or 0)


class Transfer(models.Model):
    """An amount moved from one account to another of the same unit: balanced by construction."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.CharField(max_length=120, db_collation="C")
    kind = models.CharField(max_length=8, choices=TransferKind.choices)
    # That both accounts exist, and both lines with them, is checked for whole statements: ledger_entry_belongs.
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    amount = models.BigIntegerField()
    reference_kind = models.CharField(max_length=40, blank=True)
    reference_id = models.UUIDField(null=True)
    memo = CanonicalJSONField(default=dict)  # what the passbook line says
    rule = CanonicalJSONField(default=list)  # the policy values that were applied
    happened_at = models.DateTimeField()
    posted_at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    digest = models.BinaryField(max_length=32)  # SHA-256 of all of the above, canon.transfer_text

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="transfer_key_once"),
            models.CheckConstraint(name="transfer_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="transfer_between_two_accounts", condition=~Q(source=F("target"))),
            models.CheckConstraint(
                name="transfer_reverse_names_what",
                condition=Q(kind="REVERSE", reverses__isnull=False) | ~Q(kind="REVERSE") & Q(reverses__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["reference_id"], name="transfer_by_reference", condition=Q(reference_id__isnull=False)
            ),
            models.Index(fields=["target", "happened_at"], name="transfer_earned", condition=Q(kind="EARN")),
            models.Index(fields=["target"], name="transfer_put_in", condition=Q(kind__in=["GRANT", "DONATE"])),
            BrinIndex(fields=["happened_at"], name="transfer_by_moment"),
        ]

    @property
    def memo_text(self) -> str:
        """The stored bytes of ``memo``, which are canonical."""
        return canonical(self.memo)

    @property
    def rule_text(self) -> str:
        return canonical(self.rule)


class Entry(models.Model):
    """One line of one account's book, numbered without gaps."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="entries", db_index=False, db_constraint=False
    )
    sequence = models.BigIntegerField()
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, related_name="entries", db_index=False, db_constraint=False
    )
    amount = models.BigIntegerField()  # negative: out
    balance_after = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)  # of this line and the one before, canon.entry_hash

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "sequence"], name="entry_numbered_once"),
            models.UniqueConstraint(fields=["transfer", "account"], name="entry_one_per_side"),
            models.CheckConstraint(name="entry_amount_not_zero", condition=~Q(amount=0)),
            models.CheckConstraint(name="entry_sequence_positive", condition=Q(sequence__gt=0)),
        ]


class Hold(models.Model):
    """Minutes or fen set aside, not yet spent. Resolved at most once."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holds")
    amount = models.BigIntegerField()
    status = models.CharField(max_length=9, choices=HoldStatus.choices, default=HoldStatus.HELD)
    reference_kind = models.CharField(max_length=40)
    reference_id = models.UUIDField(db_index=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)  # None: until somebody settles or releases it
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="hold_resolved_when_not_held",
                condition=Q(status="HELD", resolved_at__isnull=True)
                | Q(status__in=["SETTLED", "RELEASED", "TIMED_OUT"], resolved_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="hold_running", condition=Q(status="HELD")),
            models.Index(fields=["account"], name="hold_open", condition=Q(status="HELD")),
        ]


class ReversalRequest(models.Model):
    """Somebody asks to take a posting back, somebody else decides. The database refuses one person for both."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="reversal_requests")
    reason = models.CharField(max_length=300)
    repost_amount = models.BigIntegerField(default=0)  # what should have been posted instead; 0: nothing
    belongs_to = models.CharField(max_length=20, blank=True)  # decided with something else, a correction
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=ReversalStatus.choices, default=ReversalStatus.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reversal_request_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="reversal_request_repost_not_negative", condition=Q(repost_amount__gte=0)),
            models.CheckConstraint(
                name="reversal_request_decided_by_another",
                condition=Q(status="OPEN", decided_by=None, decided_at=None)
                | Q(status__in=["APPROVED", "REFUSED"], decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("requested_by")),
            ),
            models.UniqueConstraint(
                fields=["transfer"], name="reversal_request_once", condition=Q(status__in=["OPEN", "APPROVED"])
            ),
        ]


class Checkpoint(models.Model):
    """The books sealed up to one entry: a Merkle root over the new entries, chained to the one before, signed.

    ``body`` is the exact text that was signed; the columns repeat it for queries.
    """

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField(db_index=True)  # the last day it covers
    sealed_at = models.DateTimeField()
    after_entry = models.BigIntegerField()  # entries with after_entry < id <= last_entry are its leaves
    last_entry = models.BigIntegerField()
    entries = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    body = models.TextField()
    key = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checkpoint_goes_forward", condition=Q(number__gte=1, last_entry__gte=F("after_entry"))
            ),
        ]


class SealedPlace(models.Model):
    """What one seal says of a place, minutes of the persons who live there: postings, in, out, and all that is saved.

    Written with the seal for every place where something changed, and for the whole province: nobody's visit sums the
    books of years. A place without a row of that seal stands as in its last one.
    """

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="places", db_index=False)
    region_code = models.CharField(max_length=12, db_collation="C")
    postings = models.BigIntegerField()
    came = models.BigIntegerField()
    went = models.BigIntegerField()
    total = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "checkpoint"], name="place_once_in_a_seal"),
            models.CheckConstraint(name="place_counts_up", condition=Q(postings__gte=0, came__gte=0, went__gte=0)),
        ]
        indexes = [models.Index(fields=["checkpoint"], name="place_by_seal")]


class ServedDay(models.Model):
    """Minutes that one seal found earned by serving elders of a village on one day, and by how many services.

    Rows add up: what was taken back later stands below zero in the seal of that night. See ``queries.served``.
    """

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="served", db_index=False)
    region_code = models.CharField(max_length=12, db_collation="C")
    day = models.DateField()
    minutes = models.BigIntegerField()
    services = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "day", "checkpoint"], name="served_once_in_a_seal")
        ]
        indexes = [models.Index(fields=["day"], include=["minutes", "services"], name="served_by_day")]
