"""Safety checks of places and shared dwellings."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from services.places.actions.fix_findings import fix_findings
from services.places.actions.note_check import LONGEST_FINDINGS, LONGEST_NAME, note_check
from services.places.actions.withdraw_check import withdraw_check
from services.places.api.days import ON, day_asked
from services.places.enums import Device, FireGrade, Lack, PlaceKind
from services.places.models import SafetyCheck
from services.places.queries import open_on, place_kept_by, places_kept_by
from services.places.queries.safety import Safety, checks_of, safety_of

CHECK = Permission.PLACE_CHECK


class CheckOut(serializers.Serializer[SafetyCheck]):
    id = serializers.UUIDField()
    place = serializers.UUIDField(source="place_id")
    checked_on = serializers.DateField()
    checked_by = serializers.CharField()
    grade = serializers.ChoiceField(FireGrade.choices)
    devices = serializers.ListField(child=serializers.ChoiceField(Device.choices))
    findings = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)
    fixed_on = serializers.DateField(allow_null=True)
    fixed_words = serializers.CharField(allow_blank=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class CheckIn(serializers.Serializer[Any]):
    checked_on = serializers.DateField()
    checked_by = serializers.CharField(max_length=LONGEST_NAME)
    grade = serializers.ChoiceField(FireGrade.choices)
    devices = serializers.ListField(child=serializers.ChoiceField(Device.choices), required=False, max_length=10)
    findings = serializers.CharField(max_length=LONGEST_FINDINGS, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class FixIn(serializers.Serializer[Any]):
    fixed_on = serializers.DateField()
    words = serializers.CharField(max_length=200)


class CheckReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class SafetyOut(serializers.Serializer[Safety]):
    place = serializers.UUIDField(source="place.id")
    name = serializers.CharField(source="place.name")
    kind = serializers.ChoiceField(PlaceKind.choices, source="place.kind")
    region = serializers.CharField(source="place.region_id")
    checked_on = serializers.DateField(source="check.checked_on", default=None, allow_null=True)
    grade = serializers.CharField(source="check.grade", default=None, allow_null=True)
    next_due_on = serializers.DateField(source="due_on", allow_null=True)
    missing = serializers.ListField(child=serializers.ChoiceField(Device.choices))
    lacks = serializers.ListField(child=serializers.ChoiceField(Lack.choices))


class SafetyList(APIView):
    @extend_schema(
        operation_id="places_safety",
        responses=SafetyOut(many=True),
        parameters=[ON, OpenApiParameter("lack", str, enum=list(Lack.values))],
    )
    def get(self, request: Request) -> Response:
        """Every place and shared dwelling of one's territory as it stands on a day; what lacks something first."""
        on = day_asked(request)
        found = safety_of(places_kept_by(request.user, CHECK).filter(open_on(on)), on=on)
        lack = request.query_params.get("lack", "")
        shape: Any = SafetyOut
        return Response(shape([one for one in found if not lack or lack in one.lacks], many=True).data)


class PlaceChecks(Act):
    shape = CheckIn

    @extend_schema(operation_id="place_checks_list", responses=CheckOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """Every check of a place of one's territory, the latest first."""
        shape: Any = CheckOut
        return Response(shape(checks_of(place_kept_by(request.user, id, CHECK)), many=True).data)

    @extend_schema(
        operation_id="place_checks_note", request=CheckIn, responses={201: CheckOut}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Write a check down."""
        made = note_check(by=request.user, at=timezone.now(), place_id=id, **self.entered(request))
        return Response(_said(made), status=201)


class Fix(Act):
    shape = FixIn

    @extend_schema(request=FixIn, responses=CheckOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """What it found is put right."""
        return Response(_said(fix_findings(by=request.user, at=timezone.now(), check_id=id, **self.entered(request))))


class Withdraw(Act):
    shape = CheckReasonIn

    @extend_schema(request=CheckReasonIn, responses=CheckOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """It was entered by mistake."""
        return Response(_said(withdraw_check(by=request.user, at=timezone.now(), check_id=id, **self.entered(request))))


def _said(check: SafetyCheck) -> Any:
    shape: Any = CheckOut
    return shape(check).data
