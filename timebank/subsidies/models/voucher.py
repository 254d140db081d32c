"""Services in kind: whose month's money it is, what it was used for, and what an organisation is owed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from timebank.subsidies.enums import ProgrammeKind, StatementStatus, Unpaid, UseStatus
from timebank.subsidies.models.programme import Programme


class Wallet(models.Model):
    """The account of one elder in one programme of services: never cash, never of another programme."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="wallets", db_index=False)
    kind = models.CharField(max_length=14, choices=ProgrammeKind.choices, default=ProgrammeKind.IN_KIND)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="wallets")
    account = models.OneToOneField("ledger.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "elder"], name="wallet_one_each"),
            models.CheckConstraint(condition=Q(kind="IN_KIND"), name="wallet_never_of_cash"),
        ]


class Statement(models.Model):
    """What an organisation is owed for one month: confirmed work under a dated contract, nothing else."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="statements")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    status = models.CharField(max_length=8, choices=StatementStatus.choices, default=StatementStatus.OPEN)
    lines = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    clawed_fen = models.BigIntegerField(default=0)  # of work paid before that was taken back since
    deducted_fen = models.BigIntegerField(default=0)
    deducted_because = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    code = models.CharField(max_length=12, blank=True, db_collation="C")  # to check the receipt of the payment with
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "region", "month"], name="statement_once_a_month"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="statement_code_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="statement_month_begins_on_first"),
            models.CheckConstraint(
                condition=Q(deducted_fen__gte=0, clawed_fen__gte=0, fen__gte=F("deducted_fen") + F("clawed_fen")),
                name="statement_deducts_no_more_than_itself",
            ),
            models.CheckConstraint(
                condition=Q(deducted_fen=0) | ~Q(deducted_because=""), name="statement_deduction_says_why"
            ),
            models.CheckConstraint(
                condition=Q(made_by=None) | Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="statement_two_people",
            ),
        ]

    @property
    def to_pay(self) -> int:
        return self.fen - self.clawed_fen - self.deducted_fen


class VoucherUse(models.Model):
    """Money of a wallet for one line of an order: set aside when it is placed, used when it is confirmed.

    The order lives a floor above; its ids are kept without a foreign key. The hold of the ledger has this row's id.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="uses")
    order_id = models.UUIDField(db_index=True)
    line_id = models.BigIntegerField()
    item_code = models.CharField(max_length=40)
    item_zh = models.CharField(max_length=40)
    item_en = models.CharField(max_length=60)
    quantity = models.PositiveSmallIntegerField(default=1)
    service_on = models.DateField()
    held_fen = models.BigIntegerField()
    status = models.CharField(max_length=8, choices=UseStatus.choices, default=UseStatus.HELD)
    settled_fen = models.BigIntegerField(default=0)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    contract_id = models.UUIDField(null=True)
    contract_number = models.CharField(max_length=60, blank=True)
    price_fen = models.BigIntegerField(null=True)  # of one, by the contract
    refusal = models.CharField(max_length=40, blank=True)  # why nothing was paid for work that was confirmed
    resolved_at = models.DateTimeField(null=True)
    statement = models.ForeignKey(Statement, on_delete=models.SET_NULL, null=True, related_name="uses")
    rule = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(held_fen__gt=0), name="voucheruse_fen_positive"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["SETTLED", "RETURNED"],
                    settled_fen__gt=0,
                    organisation__isnull=False,
                    contract_id__isnull=False,
                )
                | ~Q(status__in=["SETTLED", "RETURNED"]) & Q(settled_fen=0),
                name="voucheruse_paid_under_a_contract",
            ),
            models.UniqueConstraint(
                fields=["order_id", "line_id", "wallet"],
                condition=~Q(status="RELEASED"),
                name="voucheruse_one_a_line_and_wallet",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "service_on"], condition=Q(status="SETTLED"), name="voucheruse_owed")
        ]

    @property
    def refusal_words(self) -> str:
        """Why nothing was paid, in the reader's language."""
        return str(Unpaid(self.refusal).label) if self.refusal in Unpaid.values else ""


class Clawback(models.Model):
    """Work that an approved or paid statement counts, taken back since: the next statement is less by it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    use = models.OneToOneField(VoucherUse, on_delete=models.PROTECT, related_name="clawback")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    because = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="clawbacks")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="clawback_fen_positive"),
            models.CheckConstraint(condition=~Q(asked_by=F("agreed_by")), name="clawback_two_people"),
        ]
