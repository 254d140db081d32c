"""Survey rounds for other systems: which there are, and how far the places of one's territory are."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.pagination import NewestFirst
from accounts.surveys.enums import Kind, ReportState, RoundState, Rung, Whom
from accounts.surveys.models import Round
from accounts.surveys.queries import Standing, own_reports, round_for, rounds_for, standings


class RoundSerializer(serializers.ModelSerializer[Round]):
    region = serializers.CharField(source="region_id", read_only=True)
    kind = serializers.ChoiceField(Kind.choices, read_only=True)
    whom = serializers.ChoiceField(Whom.choices, read_only=True)
    state = serializers.ChoiceField(RoundState.choices, read_only=True)

    class Meta:
        model = Round
        fields = [
            "id", "region", "kind", "title", "groups", "whom", "state", "starts_on", "villages_due", "townships_due",
            "opened_at", "ended_at",
        ]  # fmt: skip
        read_only_fields = fields


class StandingSerializer(serializers.Serializer[Standing]):
    """How far a place is; no elder is named."""

    region = serializers.CharField(source="report.region_id")
    name = serializers.CharField(source="report.region.name")
    rung = serializers.ChoiceField(Rung.choices, source="report.rung")
    state = serializers.ChoiceField(ReportState.choices, source="report.state")
    due_on = serializers.DateField(source="report.due_on")
    asked = serializers.IntegerField()
    seen = serializers.IntegerField()
    left = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(source="report.submitted_at", allow_null=True)
    signed_at = serializers.DateTimeField(source="report.signed_at", allow_null=True)


class Rounds(generics.ListAPIView[Round]):
    """The rounds that ask something of one's territory, newest first."""

    serializer_class = RoundSerializer
    pagination_class = NewestFirst
    queryset = Round.objects.none()

    def get_queryset(self) -> QuerySet[Round]:
        if getattr(self, "swagger_fake_view", False):
            return Round.objects.none()
        return rounds_for(self.request.user)


class Progress(APIView):
    """How far each village and township of one's territory is in a round."""

    @extend_schema(operation_id="rounds_progress", responses=StandingSerializer(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        of = round_for(request.user, id)
        found = standings(of, own_reports(request.user, of), within=of.region_id)
        shape: Any = StandingSerializer
        return Response(shape(found, many=True).data)


urlpatterns = [
    path("rounds/", Rounds.as_view(), name="api_rounds"),
    path("rounds/<uuid:id>/progress/", Progress.as_view(), name="api_round_progress"),
]
