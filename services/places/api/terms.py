"""Who runs a place, by which agreement."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from services.places.actions.end_terms import end_terms
from services.places.actions.set_terms import LONGEST_WORDS, set_terms
from services.places.enums import Basis
from services.places.models import Terms
from services.places.queries import place_kept_by
from services.places.queries.terms import terms_of


class TermsOut(serializers.Serializer[Terms]):
    id = serializers.UUIDField()
    place = serializers.UUIDField(source="place_id")
    basis = serializers.ChoiceField(Basis.choices)
    operator = serializers.UUIDField(source="operator_id", allow_null=True)
    first_on = serializers.DateField()
    last_on = serializers.DateField(allow_null=True, help_text="Included; null: until further notice")
    words = serializers.CharField()
    ended_because = serializers.CharField(allow_blank=True)


class TermsIn(serializers.Serializer[Any]):
    basis = serializers.ChoiceField(Basis.choices)
    operator = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="None for OWN")
    first_on = serializers.DateField()
    last_on = serializers.DateField(required=False, allow_null=True, default=None)
    words = serializers.CharField(max_length=LONGEST_WORDS)


class EndTermsIn(serializers.Serializer[Any]):
    last_on = serializers.DateField(help_text="Before the first day: terms that have not begun are taken back")
    reason = serializers.CharField(max_length=200)


class PlaceTerms(Act):
    shape = TermsIn

    @extend_schema(operation_id="place_terms_list", responses=TermsOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """Every agreement of a place of one's territory, the latest first."""
        shape: Any = TermsOut
        return Response(shape(terms_of([place_kept_by(request.user, id).id]), many=True).data)

    @extend_schema(
        operation_id="place_terms_set", request=TermsIn, responses={201: TermsOut}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Write an agreement down; terms without an end that run before it end the day before."""
        data = self.entered(request)
        operator_id = data.pop("operator")
        made = set_terms(by=request.user, at=timezone.now(), place_id=id, operator_id=operator_id, **data)
        shape: Any = TermsOut
        return Response(shape(made).data, status=201)


class EndTerms(Act):
    shape = EndTermsIn

    @extend_schema(request=EndTermsIn, responses={200: TermsOut, 204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """They end before their time; 204 when they had not begun and are gone."""
        ended = end_terms(by=request.user, at=timezone.now(), terms_id=id, **self.entered(request))
        shape: Any = TermsOut
        return Response(status=204) if ended is None else Response(shape(ended).data)
