"""What is on, planning it, and how it ends."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand, territories
from accounts.organisations.api.shapes import ClockField
from services.activities.actions.begin_activity import begin_activity
from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.close_activity import MOST_OTHERS, close_activity
from services.activities.actions.plan_activity import ActivitySheet, plan_activity
from services.activities.actions.restore_activity import restore_activity
from services.activities.actions.running import (
    LONGEST_ORGANISER,
    LONGEST_TITLE,
    LONGEST_WHERE,
    LONGEST_WORDS,
    MOST_SEATS,
)
from services.activities.enums import ActivityKind, ActivityStatus
from services.activities.models import Activity
from services.activities.queries.calendar import activity_by_id, month_bounds, whole
from services.activities.queries.reach import Reached, reached_by

YEARS = range(2000, 2101)
FILTERS = [
    OpenApiParameter("region", str, description="Code of a place: everything below it; all without"),
    OpenApiParameter("kind", str, enum=list(ActivityKind.values)),
    OpenApiParameter("place", str, description="Id of a place"),
]
SPAN = [
    OpenApiParameter("kind", str, enum=list(ActivityKind.values), description="LAW without"),
    OpenApiParameter("since", str, required=True, description="The first day"),
    OpenApiParameter("until", str, required=True, description="The last day"),
]


class ActivityOut(serializers.Serializer[Activity]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(ActivityKind.choices)
    title = serializers.CharField()
    words = serializers.CharField(allow_blank=True)
    region = serializers.CharField(source="region_id")
    place = serializers.UUIDField(source="place_id", allow_null=True)
    where = serializers.CharField()
    organisation = serializers.UUIDField(source="organiser_id", allow_null=True)
    organiser = serializers.CharField(source="by_words", allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    seats = serializers.IntegerField(allow_null=True, help_text="Null: as many as like")
    series = serializers.UUIDField(source="series_id", allow_null=True)
    status = serializers.ChoiceField(ActivityStatus.choices)
    others = serializers.IntegerField(help_text="Who came and is no elder of the registry")
    because = serializers.CharField(allow_blank=True)


class ActivityIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(ActivityKind.choices)
    title = serializers.CharField(max_length=LONGEST_TITLE)
    on = serializers.DateField()
    starts = ClockField()
    ends = ClockField()
    region = serializers.CharField(max_length=12, required=False, allow_blank=True, default="")
    place = serializers.UUIDField(required=False, allow_null=True, default=None)
    where = serializers.CharField(max_length=LONGEST_WHERE, required=False, allow_blank=True, default="")
    words = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="")
    organisation = serializers.UUIDField(required=False, allow_null=True, default=None)
    organiser = serializers.CharField(max_length=LONGEST_ORGANISER, required=False, allow_blank=True, default="")
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS, required=False, allow_null=True, default=None)
    rrule = serializers.CharField(max_length=200, required=False, allow_blank=True, default="", help_text="RFC 5545")
    lunar = serializers.CharField(
        max_length=100, required=False, allow_blank=True, default="", help_text="Days of each lunar month: 3,8,13,18"
    )
    last_on = serializers.DateField(required=False, allow_null=True, default=None, help_text="Ends a series")


class CloseActivityIn(serializers.Serializer[Any]):
    report = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="")
    others = serializers.IntegerField(min_value=0, max_value=MOST_OTHERS, required=False, default=0)


class CallOffActivityIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)
    rest_of_series = serializers.BooleanField(required=False, default=False)


class ReachedOut(serializers.Serializer[Reached]):
    village = serializers.CharField(source="village.code")
    name = serializers.CharField(source="village.name")
    elders = serializers.IntegerField()
    last_at = serializers.DateTimeField(allow_null=True, help_text="Null: not reached")
    came = serializers.IntegerField(help_text="Elders of it who came anywhere")


class Activities(Act, generics.ListAPIView[Activity]):
    """What is on and was on, the last entered first."""

    shape = ActivityIn
    serializer_class = ActivityOut
    pagination_class = NewestFirst
    queryset = Activity.objects.none()

    def get_queryset(self) -> QuerySet[Activity]:
        rows = whole(Activity.objects.all())
        code, kind, place = (self.request.query_params.get(name, "") for name in ("region", "kind", "place"))
        if code.isascii() and code.isdigit():
            rows = rows.filter(region__code__startswith=code)
        if place:
            rows = rows.filter(place=serializers.UUIDField().run_validation(place))
        return rows.filter(kind=kind) if kind in ActivityKind.values else rows

    @extend_schema(operation_id="activities_list", parameters=FILTERS)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="activities_plan",
        request=ActivityIn,
        responses={201: ActivityOut(many=True)},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> Response:
        """Announce it; a series comes back session by session, the first first."""
        data = self.entered(request)
        sheet = ActivitySheet(
            region_code=data.pop("region"),
            place_id=data.pop("place"),
            organisation_id=data.pop("organisation"),
            **data,
        )
        shape: Any = ActivityOut
        made = plan_activity(by=request.user, at=timezone.now(), sheet=sheet)
        return Response(shape(made, many=True).data, status=201)


class OneActivity(APIView):
    @extend_schema(operation_id="activities_retrieve", responses=ActivityOut)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_said(activity_by_id(id)))


class Begin(Act):
    @extend_schema(request=None, responses=ActivityOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """On its day, by whoever runs it; whoever leads it as a volunteer gets the order the time is booked by."""
        return Response(_said(begin_activity(by=request.user, at=timezone.now(), activity_id=id)))


class Close(Act):
    shape = CloseActivityIn

    @extend_schema(request=CloseActivityIn, responses=ActivityOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """It was held; who is signed up and not ticked did not come."""
        data = self.entered(request)
        return Response(_said(close_activity(by=request.user, at=timezone.now(), activity_id=id, **data)))


class CallOff(Act):
    shape = CallOffActivityIn

    @extend_schema(request=CallOffActivityIn, responses=ActivityOut(many=True), parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """It is not held, nor every later one of its series if asked; those called off."""
        data = self.entered(request)
        shape: Any = ActivityOut
        gone = call_off_activity(by=request.user, at=timezone.now(), activity_id=id, **data)
        return Response(shape(gone, many=True).data)


class Restore(Act):
    @extend_schema(request=None, responses=ActivityOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """It is held after all."""
        return Response(_said(restore_activity(by=request.user, at=timezone.now(), activity_id=id)))


class ReachedVillages(APIView):
    @extend_schema(operation_id="activities_reach", responses=ReachedOut(many=True), parameters=SPAN)
    def get(self, request: Request) -> Response:
        """Every village of one's territory and when an activity of the kind last reached it in the time asked."""
        demand(request.user, Permission.TERRITORY_VIEW)
        codes = territories(request.user, Permission.TERRITORY_VIEW)
        kind = request.query_params.get("kind", "")
        first, last = (_day(request, name) for name in ("since", "until"))
        found = reached_by(
            codes,
            kind=kind if kind in ActivityKind.values else ActivityKind.LAW,
            since=month_bounds(first, first)[0],
            until=month_bounds(first, last + timedelta(days=1))[1],
        )
        shape: Any = ReachedOut
        return Response(shape(found, many=True).data)


def _day(request: Request, name: str) -> date:
    day: date = serializers.DateField().run_validation(request.query_params.get(name, ""))
    if day.year not in YEARS:
        raise serializers.ValidationError({name: "A day of this century."})
    return day


def _said(activity: Activity) -> Any:
    shape: Any = ActivityOut
    return shape(activity).data
