"""What goes in and out over HTTP."""

from typing import Any

from rest_framework import serializers

from accounts.elders.fields import CATEGORIES
from timebank.subsidies.enums import (
    AgeDay,
    BudgetLevel,
    BudgetPlaceKind,
    EndedBecause,
    Finding,
    MoneyFor,
    MoneyFrom,
    PaidState,
    ProgrammeKind,
    RuleKind,
    RunStatus,
    StatementStatus,
)
from timebank.subsidies.models import Budget, Edition, Eligibility, Enrolment, Programme, Run, RunRow, Tier

MOST_FEN = 1_000_000_000_000


class ProgrammeIn(serializers.Serializer[Any]):
    region = serializers.CharField(max_length=12, help_text="Code of the county, township or village whose it is")
    code = serializers.CharField(max_length=40, help_text="Small letters, digits, hyphens")
    kind = serializers.ChoiceField(ProgrammeKind.choices)
    name_zh = serializers.CharField(max_length=40)
    name_en = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    group = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        default="",
        help_text="Nobody is paid by two programmes of one group",
    )


class ProgrammeOut(serializers.ModelSerializer[Programme]):
    budget_account = serializers.UUIDField(source="budget.account_id", help_text="Account of the ledger")

    class Meta:
        model = Programme
        fields = ("id", "region", "code", "kind", "name_zh", "name_en", "group", "budget", "budget_account")


class RuleIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(RuleKind.choices)
    age_from = serializers.IntegerField(min_value=0, max_value=150, required=False, allow_null=True, default=None)
    age_to = serializers.IntegerField(
        min_value=0, max_value=150, required=False, allow_null=True, default=None, help_text="Included"
    )
    field = serializers.CharField(
        max_length=40, required=False, allow_blank=True, default="", help_text="FACT: field of the dossier"
    )
    values = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        default=list,
        max_length=100,
        help_text="Any of them: categories, answers (yes and no for a yes/no field), or codes of regions",
    )
    citation = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class TierIn(serializers.Serializer[Any]):
    fen = serializers.IntegerField(min_value=1, max_value=10_000_000, help_text="A month, 1/100 yuan")
    age_from = serializers.IntegerField(min_value=0, max_value=150, required=False, allow_null=True, default=None)
    age_below = serializers.IntegerField(
        min_value=0, max_value=150, required=False, allow_null=True, default=None, help_text="Not included"
    )
    category = serializers.ChoiceField(
        sorted(CATEGORIES), required=False, allow_blank=True, default="", help_text="Empty: everybody"
    )
    valid_from = serializers.DateField(required=False, allow_null=True, default=None)
    valid_until = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="The first day on which it no longer holds"
    )
    citation = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class EditionIn(serializers.Serializer[Any]):
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(required=False, allow_null=True, default=None, help_text="First day after it")
    citation = serializers.CharField(max_length=200)
    age_day = serializers.ChoiceField(AgeDay.choices, default=AgeDay.LAST_DAY)
    pays_last_month = serializers.BooleanField(default=True, help_text="The month somebody dies or moves in is paid")
    carries_over = serializers.BooleanField(default=False, help_text="What is left of services stays next month")
    pays_in_part = serializers.BooleanField(
        default=False, help_text="What is left pays a part of a service, another programme or cash the rest"
    )
    in_person_only = serializers.BooleanField(default=False)
    only_categories = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, default=list, max_length=50
    )
    rules = RuleIn(many=True, required=False, default=list)
    tiers = TierIn(many=True, allow_empty=False)


class RuleOut(serializers.ModelSerializer[Eligibility]):
    class Meta:
        model = Eligibility
        fields = ("kind", "age_from", "age_to", "field", "values", "citation")


class TierOut(serializers.ModelSerializer[Tier]):
    age_from = serializers.IntegerField(source="ages.lower", allow_null=True)
    age_below = serializers.IntegerField(source="ages.upper", allow_null=True)
    valid_from = serializers.DateField(source="valid.lower", allow_null=True)
    valid_until = serializers.DateField(source="valid.upper", allow_null=True)

    class Meta:
        model = Tier
        fields = ("fen", "age_from", "age_below", "category", "valid_from", "valid_until", "citation")


class EditionOut(serializers.ModelSerializer[Edition]):
    valid_from = serializers.DateField(source="valid.lower")
    valid_until = serializers.DateField(source="valid.upper", allow_null=True)
    rules = RuleOut(many=True)
    tiers = TierOut(many=True)

    class Meta:
        model = Edition
        fields = (
            "id",
            "valid_from",
            "valid_until",
            "citation",
            "age_day",
            "pays_last_month",
            "carries_over",
            "pays_in_part",
            "in_person_only",
            "only_categories",
            "rules",
            "tiers",
        )


class EnrolOne(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    category = serializers.ChoiceField(sorted(CATEGORIES), required=False, allow_blank=True, default="")
    bank = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    bank_account = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class EnrolIn(serializers.Serializer[Any]):
    starts_on = serializers.DateField(help_text="A past day: missed months are paid with the next run")
    elders = EnrolOne(many=True, allow_empty=False)


class EnrolmentOut(serializers.ModelSerializer[Enrolment]):
    first_on = serializers.DateField(allow_null=True)
    last_on = serializers.DateField(allow_null=True)

    class Meta:
        model = Enrolment
        fields = ("id", "elder", "category", "first_on", "last_on", "has_bank_account", "ended_because")


class RefusedOut(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class EnrolledOut(serializers.Serializer[Any]):
    enrolled = EnrolmentOut(many=True)
    refused = RefusedOut(many=True)


class EntitledOut(serializers.Serializer[Any]):
    elder = serializers.UUIDField(source="elder_id")
    years = serializers.IntegerField(allow_null=True)
    category = serializers.CharField()
    fen = serializers.IntegerField(source="tier.fen")
    newly = serializers.BooleanField(help_text="Only since this month, or by another amount")


class LapsedOut(serializers.Serializer[Any]):
    enrolment = serializers.UUIDField(source="enrolment.id")
    elder = serializers.UUIDField(source="enrolment.elder_id")
    unmet = RuleOut(many=True, help_text="Conditions that no longer hold; none: no amount fits")


class StopIn(serializers.Serializer[Any]):
    last_on = serializers.DateField()
    because = serializers.ChoiceField(EndedBecause.choices)
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class BankIn(serializers.Serializer[Any]):
    bank = serializers.CharField(max_length=60, allow_blank=True)
    bank_account = serializers.CharField(max_length=40, allow_blank=True)


class RunIn(serializers.Serializer[Any]):
    programme = serializers.UUIDField()
    month = serializers.DateField(help_text="Any day of the month")


class RunOut(serializers.ModelSerializer[Run]):
    status = serializers.ChoiceField(RunStatus.choices)

    class Meta:
        model = Run
        fields = ("id", "programme", "kind", "month", "status", "people", "fen", "words")


class FoundOut(serializers.Serializer[Any]):
    finding = serializers.ChoiceField(Finding.choices)
    rows = serializers.IntegerField()


class ReconciliationOut(serializers.Serializer[Any]):
    agrees = serializers.BooleanField()
    roster_rows = serializers.IntegerField()
    roster_fen = serializers.IntegerField()
    ledger_rows = serializers.IntegerField()
    ledger_fen = serializers.IntegerField()
    paid_fen = serializers.IntegerField()
    returned_fen = serializers.IntegerField()
    waiting_fen = serializers.IntegerField()


class WholeRunOut(RunOut):
    findings = FoundOut(many=True)
    reconciliation = ReconciliationOut()

    class Meta(RunOut.Meta):
        fields = (*RunOut.Meta.fields, "findings", "reconciliation")  # type: ignore[assignment]


class RowOut(serializers.ModelSerializer[RunRow]):
    findings = serializers.ListField(child=serializers.ChoiceField(Finding.choices))
    paid = serializers.ChoiceField(PaidState.choices, allow_blank=True)

    class Meta:
        model = RunRow
        fields = ("id", "enrolment", "elder", "for_month", "fen", "findings", "included", "by_hand", "paid", "paid_on")


class ChangeRowIn(serializers.Serializer[Any]):
    include = serializers.BooleanField()
    words = serializers.CharField(max_length=200)


class DecideIn(serializers.Serializer[Any]):
    approve = serializers.BooleanField()
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class DropIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class PaidIn(serializers.Serializer[Any]):
    paid_on = serializers.DateField()
    returned = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=5000)
    only = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=5000)


class PaidOut(serializers.Serializer[Any]):
    paid = serializers.IntegerField(help_text="Rows that were paid by this report")


class BudgetPlaceIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(BudgetPlaceKind.choices)
    name = serializers.CharField(max_length=60)
    id = serializers.UUIDField(required=False, allow_null=True, default=None)


class BudgetIn(serializers.Serializer[Any]):
    region = serializers.CharField(max_length=12)
    name = serializers.CharField(max_length=60)
    place = BudgetPlaceIn(
        required=False, allow_null=True, default=None, help_text="Of a place: whose running costs it pays"
    )


class BudgetOut(serializers.ModelSerializer[Budget]):
    level = serializers.ChoiceField(BudgetLevel.choices)
    given_fen = serializers.IntegerField()
    spent_fen = serializers.IntegerField()
    held_fen = serializers.IntegerField()
    left_fen = serializers.IntegerField()

    class Meta:
        model = Budget
        fields = (
            "id",
            "region",
            "level",
            "name",
            "place_kind",
            "place_name",
            "place_id",
            "account",
            "given_fen",
            "spent_fen",
            "held_fen",
            "left_fen",
        )


class PutInIn(serializers.Serializer[Any]):
    fen = serializers.IntegerField(min_value=1, max_value=MOST_FEN)
    source = serializers.ChoiceField(MoneyFrom.choices)  # type: ignore[assignment]
    happened_on = serializers.DateField()
    words = serializers.CharField(max_length=200)
    donor = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    donor_shown = serializers.BooleanField(default=True)
    share_percent = serializers.DecimalField(
        max_digits=5, decimal_places=2, required=False, allow_null=True, default=None
    )


class SpendIn(serializers.Serializer[Any]):
    fen = serializers.IntegerField(min_value=1, max_value=MOST_FEN)
    purpose = serializers.ChoiceField(MoneyFor.choices)
    happened_on = serializers.DateField()
    words = serializers.CharField(max_length=200)
    into = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="Another budget")


class MovementOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    fen = serializers.IntegerField(help_text="Above 0: in, below: out")
    receipt = serializers.CharField(help_text="Number of a gift's receipt")


class TrialOut(serializers.Serializer[Any]):
    elders = serializers.IntegerField(help_text="Today in the programme's region")
    reaches = serializers.IntegerField()
    reached_before = serializers.IntegerField()
    fen = serializers.IntegerField(help_text="A month")
    fen_before = serializers.IntegerField()
    new = serializers.ListField(child=serializers.UUIDField())
    dropped = serializers.ListField(child=serializers.UUIDField())
    changed = serializers.IntegerField(help_text="Entitled before and after, to another amount")


class StatementsIn(serializers.Serializer[Any]):
    region = serializers.CharField(max_length=12)
    month = serializers.DateField()


class StatementOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    region = serializers.CharField(source="region_id")
    month = serializers.DateField()
    status = serializers.ChoiceField(StatementStatus.choices)
    lines = serializers.IntegerField()
    fen = serializers.IntegerField()
    clawed_fen = serializers.IntegerField(help_text="Of work paid before that was taken back since")
    deducted_fen = serializers.IntegerField()
    to_pay = serializers.IntegerField()


class StatementLineOut(serializers.Serializer[Any]):
    order = serializers.UUIDField(source="order_id")
    service_on = serializers.DateField()
    item = serializers.CharField(source="item_code")
    quantity = serializers.IntegerField()
    price_fen = serializers.IntegerField(allow_null=True)
    fen = serializers.IntegerField(source="settled_fen")
    contract = serializers.CharField(source="contract_number")


class WholeStatementOut(StatementOut):
    work = StatementLineOut(many=True)


class ApproveIn(serializers.Serializer[Any]):
    deducted_fen = serializers.IntegerField(min_value=0, max_value=MOST_FEN, default=0)
    because = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class PayIn(serializers.Serializer[Any]):
    paid_on = serializers.DateField()
