"""Hours of an organisation over HTTP: look, approve, ask, answer. Each POST is one call into one action."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.queries import demand
from accounts.organisations.models import Organisation
from accounts.refusals import Invalid
from services.houses.actions.answer_hours_query import answer_hours_query
from services.houses.actions.approve_hours import approve_hours
from services.houses.actions.query_hours import query_hours
from services.houses.enums import HoursStatus, Remark
from services.houses.models import HoursReview
from services.houses.queries.hours import Hours, hours_to_approve

MOST_DAYS = 62
YEARS = range(2000, 2101)
FIRST = OpenApiParameter("first_on", OpenApiTypes.DATE, required=True, description="A day by the clocks of China")
LAST = OpenApiParameter("last_on", OpenApiTypes.DATE, required=True, description="Included; at most 62 days in all")


class BadPeriod(Invalid):
    code = "bad_period"


class HoursOut(serializers.Serializer[Hours]):
    assignment = serializers.UUIDField(source="seat.id")
    person = serializers.UUIDField(source="seat.person_id")
    name = serializers.CharField(source="seat.person.name")
    order = serializers.UUIDField(source="seat.order_id")
    checked_in_at = serializers.DateTimeField(source="seat.checked_in_at")
    minutes_worked = serializers.IntegerField(source="worked")
    minutes_planned = serializers.IntegerField(source="planned")
    approved = serializers.BooleanField(help_text="As they are now")
    queried = serializers.BooleanField(help_text="Asked about, and not settled")
    remarks = serializers.ListField(child=serializers.ChoiceField(Remark.choices), help_text="Why one should look")


class SeatsIn(serializers.Serializer[Any]):
    assignments = serializers.ListField(child=serializers.UUIDField(), max_length=2000)


class ApprovedOut(serializers.Serializer[Any]):
    approved = serializers.IntegerField(help_text="How many were not approved before")


class AskIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class SayIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=200)


class HoursReviewOut(serializers.ModelSerializer[HoursReview]):
    assignment = serializers.UUIDField(source="assignment_id")
    status = serializers.ChoiceField(HoursStatus.choices)

    class Meta:
        model = HoursReview
        fields = ["assignment", "status", "minutes", "reason", "answer", "at"]
        read_only_fields = fields


def period_of(request: Request) -> tuple[date, date]:
    """``first_on`` and ``last_on`` of the address. Raises BadPeriod for those nobody may ask for."""
    first_on, last_on = (
        serializers.DateField().run_validation(request.query_params.get(name, "")) for name in ("first_on", "last_on")
    )
    if not 0 <= (last_on - first_on).days < MOST_DAYS or first_on.year not in YEARS or last_on.year not in YEARS:
        raise BadPeriod(field="last_on")
    return first_on, last_on


class HoursToApprove(Act):
    @extend_schema(operation_id="hours_to_approve", responses=HoursOut(many=True), parameters=[FIRST, LAST])
    def get(self, request: Request, id: UUID) -> Response:
        """Every finished service that began on these days, with what is remarkable about its hours."""
        demand(request.user, Permission.ORGANISATION_RUN, organisation_id=id)
        days = period_of(request)
        found = hours_to_approve(
            Organisation.objects.get(id=id), *days, reader=getattr(request.user, "person_id", None)
        )
        return Response(_said(HoursOut, found, many=True))


class ApproveHours(Act):
    shape = SeatsIn

    @extend_schema(request=SeatsIn, responses=ApprovedOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Stand by these hours as they are now; the same again changes nothing."""
        keys = self.entered(request)["assignments"]
        done = approve_hours(by=request.user, at=timezone.now(), organisation_id=id, seat_ids=keys)
        return Response({"approved": done})


class QueryHours(Act):
    shape = AskIn

    @extend_schema(request=AskIn, responses=HoursReviewOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Ask whoever served about these hours."""
        reason = self.entered(request)["reason"]
        return Response(
            _said(HoursReviewOut, query_hours(by=request.user, at=timezone.now(), seat_id=id, reason=reason))
        )


class AnswerHours(Act):
    shape = SayIn

    @extend_schema(request=SayIn, responses=HoursReviewOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Say how it was with one's own hours."""
        words = self.entered(request)["words"]
        made = answer_hours_query(by=request.user, at=timezone.now(), seat_id=id, words=words)
        return Response(_said(HoursReviewOut, made))


def _said(shape: Any, row: Any, **more: Any) -> Any:
    return shape(row, **more).data
