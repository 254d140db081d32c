"""What is published, over HTTP: list, read, say that it was read."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from services.publications.actions.answer_publication import answer_publication
from services.publications.enums import Kind, State, Topic
from services.publications.models import Publication, Reader
from services.publications.queries.rows import readable, shown


class PublicationOut(serializers.Serializer[Publication]):
    id = serializers.UUIDField()
    region = serializers.CharField(source="region_id")
    kind = serializers.ChoiceField(Kind.choices)
    topic = serializers.ChoiceField(Topic.choices)
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    number = serializers.IntegerField(help_text="The edition that holds")
    published_at = serializers.DateTimeField(allow_null=True)
    until = serializers.DateField(allow_null=True, help_text="The last day on which it is shown")


class PublicationInFull(PublicationOut):
    state = serializers.ChoiceField(State.choices)
    body_zh = serializers.CharField()
    body_en = serializers.CharField()
    stands_on = serializers.CharField(source="source", help_text="The paper it stands on")
    withdrawn_because = serializers.CharField()


class ReadOut(serializers.Serializer[Reader]):
    opened_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField()


class Publications(ListAPIView[Publication]):
    """What everybody may read at a place today, newest first."""

    permission_classes = (AllowAny,)
    pagination_class = NewestFirst
    serializer_class = PublicationOut

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Publication.objects.none()
        code = self.request.query_params.get("region", "").replace("\x00", "")[:12]
        return shown(code, on=timezone.localdate()).order_by() if code else Publication.objects.none()

    @extend_schema(
        operation_id="publications_list",
        parameters=[OpenApiParameter("region", str, required=True, description="County, township or village")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class PublicationDetail(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="publications_read", responses=PublicationInFull)
    def get(self, request: Request, id: UUID) -> Response:
        """One piece as it stands."""
        shape: Any = PublicationInFull
        return Response(shape(readable(request.user, id)).data)


class SayRead(Act):
    @extend_schema(request=None, responses=ReadOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """I have read it; for who it was sent to."""
        shape: Any = ReadOut
        return Response(shape(answer_publication(by=request.user, at=timezone.now(), publication_id=id)).data)


urlpatterns = [
    path("publications/", Publications.as_view(), name="api_publications"),
    path("publications/<uuid:id>/", PublicationDetail.as_view(), name="api_publication"),
    path("publications/<uuid:id>/read/", SayRead.as_view(), name="api_publication_read"),
]
