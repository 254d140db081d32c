"""Supervision over HTTP, to read: what the gauges showed, and the cases they counted."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.reading import from_replica
from services.supervision.enums import Gauge, Light, Subject
from services.supervision.models import Case, Reading
from services.supervision.queries.board import cases_on


class Asked(serializers.Serializer[Any]):
    """Which place, which gauge, which days. A place outside one's territory is not found."""

    place = serializers.RegexField(r"^[0-9]{6,12}$")
    gauge = serializers.ChoiceField(Gauge.choices)


class ReadingsAsked(Asked):
    since = serializers.DateField(required=False, default=date.min)
    until = serializers.DateField(required=False, default=date.max)


class CasesAsked(Asked):
    on = serializers.DateField()


class ReadingOut(serializers.ModelSerializer[Reading]):
    percent = serializers.FloatField(allow_null=True, help_text="One decimal, cut; null of nothing")
    light = serializers.ChoiceField(Light.choices)

    class Meta:
        model = Reading
        fields = (
            "gauge",
            "region_code",
            "on",
            "numerator",
            "denominator",
            "percent",
            "light",
            "goal",
            "rule",
            "drawn_at",
        )


class GaugeCaseOut(serializers.ModelSerializer[Case]):
    """``facts`` are what decided; the row itself stands behind ``subject_id``, for who may open it."""

    subject = serializers.ChoiceField(Subject.choices)

    class Meta:
        model = Case
        fields = ("gauge", "region_code", "subject", "subject_id", "reached", "facts")


PLACE = OpenApiParameter("place", str, required=True, description="Code of a county, township or village")
GAUGE = OpenApiParameter("gauge", str, required=True, enum=Gauge.values)


def _asked(shape: type[Asked], request: Request) -> dict[str, Any]:
    """What was asked, checked, of a place the caller watches over."""
    demand(request.user, Permission.TERRITORY_VIEW)
    entered = shape(data=request.query_params)
    entered.is_valid(raise_exception=True)
    demand(request.user, Permission.TERRITORY_VIEW, region_code=entered.validated_data["place"])
    return dict(entered.validated_data)


class Told(generics.ListAPIView[Any]):
    """A list that a replica may answer: what it says is as of the end of a day."""

    @from_replica
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


@extend_schema(
    parameters=[
        PLACE,
        GAUGE,
        OpenApiParameter("since", date, description="First day"),
        OpenApiParameter("until", date, description="Last day"),
    ]
)
class Readings(Told):
    """What a gauge showed in a place, the newest day first. Frozen at the end of each day."""

    serializer_class = ReadingOut

    def get_queryset(self) -> QuerySet[Reading]:
        if getattr(self, "swagger_fake_view", False):
            return Reading.objects.none()
        asked = _asked(ReadingsAsked, self.request)
        days = (asked["since"], asked["until"])
        rows = Reading.objects.filter(region_code=asked["place"], gauge=asked["gauge"], on__range=days)
        return rows.order_by("-on", "id")


@extend_schema(parameters=[PLACE, GAUGE, OpenApiParameter("on", date, required=True, description="Of which day")])
class Cases(Told):
    """Every case that was counted on a day: count them, and it is the reading. Of one night the missing ones first."""

    serializer_class = GaugeCaseOut

    def get_queryset(self) -> QuerySet[Case]:
        if getattr(self, "swagger_fake_view", False):
            return Case.objects.none()
        asked = _asked(CasesAsked, self.request)
        found = Reading.objects.filter(gauge=asked["gauge"], region_code=asked["place"][:6], on=asked["on"])
        if not found.exists():
            return Case.objects.none()
        return cases_on([asked["place"]], asked["gauge"], asked["on"])


urlpatterns = [
    path("supervision/readings/", Readings.as_view(), name="api_supervision_readings"),
    path("supervision/cases/", Cases.as_view(), name="api_supervision_cases"),
]
