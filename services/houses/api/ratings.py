"""Ratings put right after a call, over HTTP."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from services.houses.actions.correct_rating import correct_rating


class RatingChangeIn(serializers.Serializer[Any]):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    words = serializers.CharField(max_length=200, help_text="What the elder said")


class CorrectRating(Act):
    shape = RatingChangeIn

    @extend_schema(request=RatingChangeIn, responses={204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Put right how an elder found a service; the same again changes nothing."""
        correct_rating(by=request.user, at=timezone.now(), order_id=id, **self.entered(request))
        return Response(status=204)
