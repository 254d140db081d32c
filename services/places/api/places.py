"""Places over HTTP: list, the nearest to an elder, one; entering, changing and closing by officials."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.organisations.api.shapes import ClockField
from accounts.organisations.enums import Weekday
from services.places.actions.change_place import change_place
from services.places.actions.close_place import close_place
from services.places.actions.keeping import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_SUMMARY,
    LONGEST_THING,
    MOST_BEDS,
    MOST_M2,
    MOST_SEATS,
    MOST_THINGS,
    PlaceSheet,
)
from services.places.actions.open_place import open_place
from services.places.actions.reopen_place import reopen_place
from services.places.enums import OPEN_KINDS, PlaceKind
from services.places.models import Place, PlaceHours
from services.places.queries import Near, place_by_id, places_near

FILTERS = [
    OpenApiParameter("region", str, description="Code of a place: everything below it; all without"),
    OpenApiParameter("kind", str, enum=list(PlaceKind.values)),
]
ELDER = OpenApiParameter("elder", str, required=True, description="Id of an elder one may see")


class PlaceHoursOut(serializers.Serializer[PlaceHours]):
    weekday = serializers.ChoiceField(Weekday.choices, help_text="0 is Monday")
    opens = ClockField()
    closes = ClockField()


class PlaceOut(serializers.Serializer[Place]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(PlaceKind.choices)
    name = serializers.CharField()
    region = serializers.CharField(source="region_id")
    address = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    operator = serializers.UUIDField(source="operator_id", allow_null=True)
    phone = serializers.CharField()
    summary = serializers.CharField()
    seats = serializers.IntegerField(allow_null=True)
    noon_beds = serializers.IntegerField(allow_null=True, help_text="Noon rests a day; null: as many as come")
    day_beds = serializers.IntegerField(allow_null=True)
    area_m2 = serializers.IntegerField(allow_null=True)
    equipment = serializers.ListField(child=serializers.CharField())
    partner = serializers.UUIDField(source="partner_id", allow_null=True, help_text="The clinic it works with")
    merged_into = serializers.UUIDField(source="merged_into_id", allow_null=True)
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    hours = PlaceHoursOut(many=True, source="hours.all")


class NearOut(serializers.Serializer[Near]):
    place = PlaceOut()
    distance_m = serializers.IntegerField(allow_null=True, help_text="In a straight line; null: not known")


class PlaceHoursIn(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=0, max_value=6)
    opens = ClockField()
    closes = ClockField()


class PlaceChangeIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=LONGEST_NAME)
    address = serializers.CharField(max_length=LONGEST_ADDRESS)
    operator = serializers.UUIDField(required=False, allow_null=True, default=None)
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    summary = serializers.CharField(max_length=LONGEST_SUMMARY, required=False, allow_blank=True, default="")
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS, required=False, allow_null=True, default=None)
    noon_beds = serializers.IntegerField(
        min_value=1, max_value=MOST_BEDS, required=False, allow_null=True, default=None
    )
    day_beds = serializers.IntegerField(min_value=1, max_value=MOST_BEDS, required=False, allow_null=True, default=None)
    area_m2 = serializers.IntegerField(min_value=1, max_value=MOST_M2, required=False, allow_null=True, default=None)
    equipment = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_THING), required=False, max_length=MOST_THINGS
    )
    partner = serializers.UUIDField(required=False, allow_null=True, default=None)
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True, default=None)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True, default=None)
    hours = PlaceHoursIn(many=True, required=False, help_text="A day left out is closed")


class PlaceOpeningIn(PlaceChangeIn):
    kind = serializers.ChoiceField(PlaceKind.choices)
    region = serializers.CharField(max_length=12, help_text="Code of the village or township where it lies")
    opened_on = serializers.DateField()


class ClosingIn(serializers.Serializer[Any]):
    closed_on = serializers.DateField(help_text="The first day on which it is closed")
    reason = serializers.CharField(max_length=200)


class Places(Act, generics.ListAPIView[Place]):
    """Places that are open or will be, newest first."""

    shape = PlaceOpeningIn
    serializer_class = PlaceOut
    pagination_class = NewestFirst
    queryset = Place.objects.none()

    def get_queryset(self) -> QuerySet[Place]:
        rows = Place.objects.filter(closed_on=None, kind__in=OPEN_KINDS).prefetch_related("hours")
        code, kind = (self.request.query_params.get(name, "") for name in ("region", "kind"))
        if code.isascii() and code.isdigit():
            rows = rows.filter(region__code__startswith=code)
        return rows.filter(kind=kind) if kind in PlaceKind.values else rows

    @extend_schema(operation_id="places_list", parameters=FILTERS)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="places_open", request=PlaceOpeningIn, responses={201: PlaceOut}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request) -> Response:
        """Enter one, by officials of its territory."""
        data = self.entered(request)
        made = open_place(
            by=request.user,
            at=timezone.now(),
            kind=data["kind"],
            region_code=data["region"],
            opened_on=data["opened_on"],
            sheet=_sheet(data),
        )
        return Response(_said(made), status=201)


class OnePlace(Act):
    shape = PlaceChangeIn

    @extend_schema(operation_id="places_retrieve", responses=PlaceOut)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_said(place_by_id(id)))

    @extend_schema(
        operation_id="places_change", request=PlaceChangeIn, responses=PlaceOut, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Write it anew, by officials of its territory."""
        sheet = _sheet(self.entered(request))
        return Response(_said(change_place(by=request.user, at=timezone.now(), place_id=id, sheet=sheet)))


class ClosePlace(Act):
    shape = ClosingIn

    @extend_schema(request=ClosingIn, responses=PlaceOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        return Response(_said(close_place(by=request.user, at=timezone.now(), place_id=id, **self.entered(request))))


class ReopenPlace(Act):
    @extend_schema(request=None, responses=PlaceOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        return Response(_said(reopen_place(by=request.user, at=timezone.now(), place_id=id)))


class NearPlaces(APIView):
    @extend_schema(operation_id="places_near", responses=NearOut(many=True), parameters=[ELDER, FILTERS[1]])
    def get(self, request: Request) -> Response:
        """The twenty nearest open places of the elder's county."""
        elder_id = serializers.UUIDField().run_validation(request.query_params.get("elder", ""))
        today = timezone.localdate()
        elder = elder_for(request.user, elder_id, power=Power.VIEW, on=today)
        kind = request.query_params.get("kind", "")
        near = places_near(elder.person, on=today, kinds=[kind] if kind in PlaceKind.values else [], most=20)
        shape: Any = NearOut
        return Response(shape(near, many=True).data)


def _sheet(data: dict[str, Any]) -> PlaceSheet:
    return PlaceSheet(
        name=data["name"],
        address=data["address"],
        operator_id=data["operator"],
        phone=data["phone"],
        summary=data["summary"],
        seats=data["seats"],
        noon_beds=data["noon_beds"],
        day_beds=data["day_beds"],
        area_m2=data["area_m2"],
        equipment=tuple(data.get("equipment", ())),
        partner_id=data["partner"],
        point=(data["latitude"], data["longitude"]),
        hours={one["weekday"]: (one["opens"], one["closes"]) for one in data.get("hours", [])},
    )


def _said(place: Place) -> Any:
    shape: Any = PlaceOut
    return shape(place).data
