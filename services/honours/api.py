"""Honours over HTTP, to read by anybody: rounds, the names on notice, and who was honoured."""

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.pagination import NewestFirst
from accounts.people.masks import mask_name
from services.honours.enums import CandidacyState, Kind, RoundState
from services.honours.models import Candidacy, HonourRound
from services.honours.queries.candidacies import honoured, shown_candidates
from services.honours.queries.rounds import public_round, public_rounds

REGION = OpenApiParameter("region", str, description="Code of a county, township or village; all without")


class HonourRoundOut(serializers.ModelSerializer[HonourRound]):
    county = serializers.CharField(source="county_id")
    state = serializers.ChoiceField(RoundState.choices)
    carers = serializers.IntegerField(help_text="How many excellent filial care workers are chosen")
    families = serializers.IntegerField(help_text="How many families are chosen")

    class Meta:
        model = HonourRound
        fields = (
            "id",
            "county",
            "first_year",
            "last_year",
            "state",
            "carers",
            "families",
            "notice_from",
            "notice_until",
            "decided_at",
        )


class CandidateOut(serializers.Serializer[Candidacy]):
    """A name on public notice: masked, as names stand before strangers."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Kind.choices)
    name = serializers.SerializerMethodField()
    region = serializers.CharField(source="region_id")
    words = serializers.CharField()

    def get_name(self, row: Candidacy) -> str:
        return mask_name(row.called)


class HonourRoundInFull(serializers.Serializer[HonourRound]):
    """A round and the names on notice."""

    round = HonourRoundOut()
    candidates = CandidateOut(many=True, help_text="While the names are on notice; empty afterwards")


class HonourOut(serializers.Serializer[Candidacy]):
    """Somebody who was honoured and agrees to be named."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Kind.choices)
    name = serializers.CharField(source="called")
    region = serializers.CharField(source="region_id")
    first_year = serializers.IntegerField(source="round.first_year")
    last_year = serializers.IntegerField(source="round.last_year")
    state = serializers.ChoiceField(CandidacyState.choices, help_text="HONOURED, or REVOKED with the reason")
    revoked_because = serializers.CharField()


class Rounds(ListAPIView[HonourRound]):
    """Rounds on public notice and decided ones."""

    permission_classes = (AllowAny,)
    pagination_class = NewestFirst
    serializer_class = HonourRoundOut

    def get_queryset(self) -> Any:
        return public_rounds(_asked(self.request)).order_by()

    @extend_schema(operation_id="honour_rounds_list", parameters=[REGION])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class RoundDetail(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="honour_rounds_read", responses=HonourRoundInFull)
    def get(self, request: Request, id: UUID) -> Response:
        """A round, and the names on notice just now."""
        found = public_round(id)
        head: Any = HonourRoundOut(found)
        shape: Any = CandidateOut
        return Response({"round": head.data, "candidates": shape(shown_candidates(found), many=True).data})


class Honours(ListAPIView[Candidacy]):
    """Who was honoured. A consent taken back removes the name here as well."""

    permission_classes = (AllowAny,)
    pagination_class = NewestFirst
    serializer_class = HonourOut

    def get_queryset(self) -> Any:
        return honoured(_asked(self.request)).order_by()

    @extend_schema(operation_id="honours_list", parameters=[REGION])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


def _asked(request: Request) -> str:
    code = request.query_params.get("region", "")[:12]
    return code if code.isascii() and code.isdigit() else ""


urlpatterns = [
    path("honours/", Honours.as_view(), name="api_honours"),
    path("honours/rounds/", Rounds.as_view(), name="api_honour_rounds"),
    path("honours/rounds/<uuid:id>/", RoundDetail.as_view(), name="api_honour_round"),
]
