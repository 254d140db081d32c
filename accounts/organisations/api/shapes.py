"""What goes in and comes out of the API of organisations."""

from base64 import b64decode
from datetime import timedelta
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.organisations.enums import (
    AbsenceKind,
    GuardianRelation,
    JoinStatus,
    MemberRole,
    OrganisationKind,
    OrganisationStatus,
    PaperKind,
    Weekday,
)
from accounts.organisations.models import Contract, GuardianConsent, JoinRequest, Leave, Member, Organisation, Paper


class WordsField(serializers.CharField):
    """Text without signs that no database keeps."""

    def __init__(self, length: int, **kwargs: Any) -> None:
        super().__init__(max_length=length, required=False, allow_blank=True, default="", **kwargs)


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "08:30"})
class ClockField(serializers.TimeField):
    """Hours and minutes by the clocks of China: ``08:30``; without a time zone, which RFC 3339 would ask for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


@extend_schema_field({"type": "string", "contentEncoding": "base64", "maxLength": 11_500_000})
class PaperField(serializers.CharField):
    """A photo (JPG, PNG) or a PDF in Base64; at most 8 MB."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=11_500_000, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        try:
            return b64decode(super().to_internal_value(data), validate=True)
        except ValueError as error:
            raise serializers.ValidationError("Base64") from error


class DaySpan(serializers.Serializer[Any]):
    """From when until when on a day of the week."""

    weekday = serializers.ChoiceField(Weekday.choices, help_text="0 is Monday")
    starts = ClockField()
    ends = ClockField()


class OpenSpan(serializers.Serializer[Any]):
    weekday = serializers.ChoiceField(Weekday.choices, help_text="0 is Monday")
    opens = ClockField()
    closes = ClockField()


class ApplicationIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(OrganisationKind.choices)
    name = serializers.CharField(max_length=80, min_length=2)
    credit_code = WordsField(24, help_text="Unified social credit code (GB 32100-2015); groups of elders go without")
    region = serializers.CharField(max_length=12, help_text="Code of the county, township or village it is at home in")
    phone = serializers.CharField(max_length=20)
    summary = WordsField(400)
    areas = serializers.ListField(
        child=serializers.CharField(max_length=12), max_length=60, required=False, default=list
    )


class OrganisationOut(serializers.ModelSerializer[Organisation]):
    kind = serializers.ChoiceField(OrganisationKind.choices)
    status = serializers.ChoiceField(OrganisationStatus.choices)
    region = serializers.CharField(source="region_id")
    areas = serializers.SerializerMethodField()
    hours = OpenSpan(many=True)

    class Meta:
        model = Organisation
        fields = [
            "id", "kind", "status", "name", "credit_code", "region", "areas", "phone", "summary", "rules", "hours",
            "most_a_day", "verified_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_areas(self, row: Organisation) -> list[str]:
        return [area.code for area in row.areas.all()]


class OrganisationDecisionIn(serializers.Serializer[Any]):
    act = serializers.ChoiceField(["verify", "refuse", "suspend", "readmit"])
    reason = WordsField(200)


class AbsenceIn(serializers.Serializer[Any]):
    first_on = serializers.DateField()
    last_on = serializers.DateField(help_text="Included")
    kind = serializers.ChoiceField(AbsenceKind.choices)


class AbsenceOut(serializers.ModelSerializer[Leave]):
    kind = serializers.ChoiceField(AbsenceKind.choices)
    first_on = serializers.DateField(source="days.lower")
    last_on = serializers.SerializerMethodField()

    class Meta:
        model = Leave
        fields = ["id", "kind", "first_on", "last_on"]
        read_only_fields = fields

    @extend_schema_field(serializers.DateField)
    def get_last_on(self, row: Leave) -> Any:
        return row.days.upper - timedelta(days=1)


class MemberOut(serializers.ModelSerializer[Member]):
    person = serializers.UUIDField(source="person_id")
    name = serializers.CharField(source="person.name")
    role = serializers.ChoiceField(MemberRole.choices)
    hours = DaySpan(many=True)
    absences = serializers.SerializerMethodField()

    class Meta:
        model = Member
        fields = ["id", "person", "name", "role", "since_on", "hours", "absences"]
        read_only_fields = fields

    @extend_schema_field(AbsenceOut(many=True))
    def get_absences(self, row: Member) -> Any:
        shape: Any = AbsenceOut
        return shape([leave for leave in row.leaves.all() if leave.cancelled_at is None], many=True).data


class HoursIn(serializers.Serializer[Any]):
    hours = DaySpan(many=True, help_text="A day left out is off; none at all: any time")


class JoinIn(serializers.Serializer[Any]):
    words = WordsField(300)


class JoinOut(serializers.ModelSerializer[JoinRequest]):
    organisation = serializers.UUIDField(source="organisation_id")
    person = serializers.UUIDField(source="person_id")
    name = serializers.CharField(source="person.name")
    status = serializers.ChoiceField(JoinStatus.choices)

    class Meta:
        model = JoinRequest
        fields = ["id", "organisation", "person", "name", "status", "words", "asked_at", "decided_at", "answer"]
        read_only_fields = fields


class AnswerIn(serializers.Serializer[Any]):
    accept = serializers.BooleanField()
    reason = WordsField(200)


class PriceShape(serializers.Serializer[Any]):
    item = serializers.CharField(source="item_code", max_length=40, help_text="Code of the service list")
    price_fen = serializers.IntegerField(min_value=1, max_value=10_000_000)
    most_a_month = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True, default=None)


class PriceIn(PriceShape):
    item = serializers.CharField(max_length=40, help_text="Code of the service list")


class ContractIn(serializers.Serializer[Any]):
    region = serializers.CharField(max_length=12, help_text="Code of the place that buys")
    number = serializers.CharField(max_length=40)
    title = WordsField(120)
    citation = WordsField(200)
    signed_on = serializers.DateField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="Included")
    prices = PriceIn(many=True, allow_empty=False)


class ContractOut(serializers.ModelSerializer[Contract]):
    organisation = serializers.UUIDField(source="organisation_id")
    region = serializers.CharField(source="region_id")
    starts_on = serializers.DateField(source="valid.lower", allow_null=True)
    ends_on = serializers.SerializerMethodField()
    prices = PriceShape(many=True)

    class Meta:
        model = Contract
        fields = [
            "id", "organisation", "region", "number", "title", "citation", "signed_on", "starts_on", "ends_on",
            "ended_on", "ended_reason", "prices",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_ends_on(self, row: Contract) -> Any:
        return row.valid.upper - timedelta(days=1) if row.valid.upper else None


class EndContractIn(serializers.Serializer[Any]):
    last_on = serializers.DateField(help_text="The last day on which it holds")
    reason = serializers.CharField(max_length=200)


class ConsentIn(serializers.Serializer[Any]):
    guardian = serializers.CharField(max_length=40)
    relation = serializers.ChoiceField(GuardianRelation.choices)
    phone = WordsField(20)
    given_on = serializers.DateField()
    valid_until = serializers.DateField(help_text="Included; a year at most")
    paper = PaperField(help_text="The signed paper")


class ConsentOut(serializers.ModelSerializer[GuardianConsent]):
    relation = serializers.ChoiceField(GuardianRelation.choices)

    class Meta:
        model = GuardianConsent
        fields = ["id", "guardian", "relation", "phone", "given_on", "valid_until", "withdrawn_at"]
        read_only_fields = fields


class PaperShape(serializers.ModelSerializer[Paper]):
    kind = serializers.ChoiceField(PaperKind.choices)
    person = serializers.UUIDField(source="person_id", allow_null=True)

    class Meta:
        model = Paper
        fields = ["id", "kind", "person", "number", "issuer", "valid_until", "added_at", "replaced_at"]
        read_only_fields = fields


class PaperIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(PaperKind.choices)
    number = WordsField(60)
    issuer = WordsField(80)
    valid_until = serializers.DateField(required=False, allow_null=True, default=None)
    person = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Whom alone an insurance covers"
    )
    paper = PaperField(required=False, allow_blank=True, default="")
