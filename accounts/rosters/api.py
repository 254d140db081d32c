"""Rosters for other systems: send one in, see what becomes of each row, write it in."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.people.masks import mask_id, mask_phone
from accounts.refusals import NotFound
from accounts.regions.models import Region
from accounts.rosters.actions.commit_roster import commit_roster
from accounts.rosters.actions.discard_roster import discard_roster
from accounts.rosters.actions.upload_roster import upload_roster
from accounts.rosters.enums import Effect, UploadState, Verdict
from accounts.rosters.models import RosterRow, RosterUpload
from accounts.rosters.queries import faults_of, rows_of_upload, upload_for
from accounts.rosters.reading.rows import PUBLIC

MASKS = {"id_number": mask_id, "phone": mask_phone, "supporter_phone": mask_phone}


class RosterIn(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="An .xlsx workbook of at most 40 MB")
    region = serializers.CharField(max_length=12, help_text="Code of the county, township or village it is for")


class RosterSerializer(serializers.ModelSerializer[RosterUpload]):
    state = serializers.ChoiceField(UploadState.choices, read_only=True)
    region = serializers.CharField(source="region_id", read_only=True)
    updates = serializers.IntegerField(read_only=True)

    class Meta:
        model = RosterUpload
        fields = [
            "id", "region", "state", "failure", "uploaded_at", "written_at",
            "accepted", "fresh", "updates", "rejected", "duplicates", "ignored",
        ]  # fmt: skip
        read_only_fields = fields


class RosterRowSerializer(serializers.ModelSerializer[RosterRow]):
    """As ``import_registry --json`` puts it, numbers masked."""

    verdict = serializers.ChoiceField(Verdict.choices, read_only=True)
    effect = serializers.ChoiceField([*Effect.choices, ("", "")], read_only=True)
    values = serializers.SerializerMethodField()
    problems = serializers.SerializerMethodField()

    class Meta:
        model = RosterRow
        fields = ["sheet", "row", "verdict", "effect", "fields", "values", "of", "problems"]
        read_only_fields = fields

    def get_values(self, row: RosterRow) -> dict[str, Any]:
        found = (row.content or {}).get("values", {})
        return {name: MASKS.get(name, _as_is)(found[name]) for name in PUBLIC if name in found}

    def get_problems(self, row: RosterRow) -> list[str]:
        return [fault.sentence for fault in faults_of(row)]


class Rosters(APIView):
    """Send a roster in. The same file for the same place again is the same roster, as long as it waits."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="rosters_create",
        request={"multipart/form-data": RosterIn},
        responses={201: RosterSerializer},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> Response:
        shape = RosterIn(data=request.data)
        shape.is_valid(raise_exception=True)
        code = shape.validated_data["region"]
        region = Region.objects.filter(code=code).first() if code.isascii() else None
        if region is None:
            raise NotFound(field="region")
        file = shape.validated_data["file"]
        upload = upload_roster(by=request.user, at=timezone.now(), region=region, file_name=file.name, data=file.read())
        return Response(RosterSerializer(upload).data, status=201)


class RosterDetail(generics.RetrieveAPIView[RosterUpload]):
    """How far a roster is, and its counts."""

    serializer_class = RosterSerializer
    queryset = RosterUpload.objects.none()

    def get_object(self) -> RosterUpload:
        return upload_for(self.request.user, self.kwargs["id"])


class SheetOrder(NewestFirst):
    """The rows as they stand in the workbook."""

    ordering = "id"


class RosterRows(generics.ListAPIView[RosterRow]):
    """What becomes of each row: ``?verdict=reject`` for some of them."""

    serializer_class = RosterRowSerializer
    pagination_class = SheetOrder
    queryset = RosterRow.objects.none()

    @extend_schema(parameters=[OpenApiParameter("verdict", str, enum=Verdict.values)])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[RosterRow]:
        if getattr(self, "swagger_fake_view", False):
            return RosterRow.objects.none()
        verdict = self.request.query_params.get("verdict", "")
        upload = upload_for(self.request.user, self.kwargs["id"])
        return rows_of_upload(upload, verdict if verdict in Verdict.values else "")


class Commit(Act):
    """Write all rows that can go in, or none. A second time changes nothing."""

    @extend_schema(
        operation_id="rosters_commit", request=None, responses=RosterSerializer, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        upload = commit_roster(by=request.user, at=timezone.now(), upload_id=id)
        return Response(RosterSerializer(upload).data)


class Discard(Act):
    """Delete the file and the preview."""

    @extend_schema(
        operation_id="rosters_discard", request=None, responses=RosterSerializer, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        upload = discard_roster(by=request.user, at=timezone.now(), upload_id=id)
        return Response(RosterSerializer(upload).data)


def _as_is(value: Any) -> Any:
    return value


urlpatterns = [
    path("rosters/", Rosters.as_view(), name="api_rosters"),
    path("rosters/<uuid:id>/", RosterDetail.as_view(), name="api_roster"),
    path("rosters/<uuid:id>/rows/", RosterRows.as_view(), name="api_roster_rows"),
    path("rosters/<uuid:id>/commit/", Commit.as_view(), name="api_roster_commit"),
    path("rosters/<uuid:id>/discard/", Discard.as_view(), name="api_roster_discard"),
]
