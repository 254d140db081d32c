"""Merging places over HTTP."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from services.merging.actions.merge_places import MOST_AT_ONCE, merge_places
from services.merging.actions.undo_place_merge import undo_place_merge
from services.places.models import PlaceMerge


class PlaceMergeOut(serializers.Serializer[PlaceMerge]):
    id = serializers.UUIDField()
    place = serializers.UUIDField(source="place_id")
    into = serializers.UUIDField(source="into_id")
    merged_on = serializers.DateField()
    reason = serializers.CharField()
    undone_at = serializers.DateTimeField(allow_null=True)


class PlaceMergeIn(serializers.Serializer[Any]):
    places = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST_AT_ONCE)
    into = serializers.UUIDField()
    merged_on = serializers.DateField(help_text="The first day on which there is only the one")
    reason = serializers.CharField(max_length=200)


class MergePlaces(Act):
    shape = PlaceMergeIn

    @extend_schema(request=PlaceMergeIn, responses={201: PlaceMergeOut(many=True)}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Places of one's territory go into another; all or nothing."""
        data = self.entered(request)
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "place_ids": data["places"]}
        made = merge_places(**asked, into_id=data["into"], merged_on=data["merged_on"], reason=data["reason"])
        shape: Any = PlaceMergeOut
        return Response(shape(made, many=True).data, status=201)


class UndoPlaceMerge(Act):
    @extend_schema(request=None, responses=PlaceMergeOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """They are apart again, as long as nothing has happened since."""
        shape: Any = PlaceMergeOut
        return Response(shape(undo_place_merge(by=request.user, at=timezone.now(), merge_id=id)).data)


urlpatterns = [
    path("places/merge/", MergePlaces.as_view(), name="api_merge_places"),
    path("place-merges/<uuid:id>/undo/", UndoPlaceMerge.as_view(), name="api_undo_place_merge"),
]
