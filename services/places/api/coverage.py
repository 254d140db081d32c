"""Which villages no place reaches."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.refusals import NotFound
from services.places.api.days import ON, day_asked
from services.places.queries.coverage import Reach, coverage

REGION = OpenApiParameter("region", str, description="A part of one's territory; all of it without")


class ReachOut(serializers.Serializer[Reach]):
    village = serializers.CharField(source="village.code")
    name = serializers.CharField(source="village.name")
    elders = serializers.IntegerField()
    nearest = serializers.UUIDField(source="nearest.id", default=None, allow_null=True)
    distance_m = serializers.IntegerField(allow_null=True)
    reached = serializers.BooleanField(allow_null=True, help_text="Null: the middle of the village is not known")


class Coverage(APIView):
    @extend_schema(operation_id="places_coverage", responses=ReachOut(many=True), parameters=[REGION, ON])
    def get(self, request: Request) -> Response:
        """Every village with its elders and the nearest place that cares, in a straight line."""
        demand(request.user, Permission.TERRITORY_VIEW)
        codes = territories(request.user, Permission.TERRITORY_VIEW)
        wanted = request.query_params.get("region", "")
        if wanted and not any(wanted.startswith(code) for code in codes):
            raise NotFound
        on = day_asked(request)
        shape: Any = ReachOut
        return Response(shape(coverage([wanted] if wanted else codes, on=on), many=True).data)
