"""Associations over HTTP: who belongs, for the association and the villages it is of; joining and leaving."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.elders.enums import Consent
from services.associations.actions.join_association import join_association
from services.associations.actions.leave_association import leave_association
from services.associations.enums import Band, Gone
from services.associations.models import Membership
from services.associations.queries.members import members_of
from services.associations.queries.reach import association_seen


class MembershipOut(serializers.Serializer[Membership]):
    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    elder = serializers.UUIDField(source="elder_id")
    name = serializers.CharField(source="elder.person.name")
    village = serializers.CharField(source="elder.person.home_id")
    joined_on = serializers.DateField()
    consent = serializers.ChoiceField(Consent.choices)
    helps = serializers.BooleanField(help_text="Wants to look in on others")
    left_on = serializers.DateField(allow_null=True)
    gone = serializers.ChoiceField(Gone.choices, allow_blank=True)


class AssociationJoinIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="", help_text="Whole name")
    elder = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="Which one of that name")
    joined_on = serializers.DateField()
    consent = serializers.ChoiceField(Consent.choices, help_text="How the elder said yes")
    helps = serializers.BooleanField(default=False)


class AssociationLeaveIn(serializers.Serializer[Any]):
    left_on = serializers.DateField()
    gone = serializers.ChoiceField(Gone.choices)


class Members(Act, ListAPIView[Membership]):
    shape = AssociationJoinIn
    pagination_class = NewestFirst
    serializer_class = MembershipOut

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Membership.objects.none()
        seen = association_seen(self.request.user, self.kwargs["id"])
        asked = self.request.query_params
        text = asked.get("q", "").replace("\x00", "").strip()[:60]
        return members_of(seen, text=text, band=asked.get("age", ""), on=timezone.localdate()).order_by()

    @extend_schema(
        operation_id="association_members_list",
        parameters=[
            OpenApiParameter("q", str, description="Part of the name or of the village"),
            OpenApiParameter("age", str, enum=Band.values),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Who belongs today, as far as they are shown to the reader."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="association_members_join",
        request=AssociationJoinIn,
        responses={201: MembershipOut},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """An elder joins, by whole name; no login of theirs is needed."""
        data = self.entered(request)
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organisation_id": id}
        return Response(_said(join_association(**asked, elder_id=data.pop("elder"), **data)), status=201)


class Leave(Act):
    shape = AssociationLeaveIn

    @extend_schema(request=AssociationLeaveIn, responses=MembershipOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """They belong no more; rounds and pairs the association set end with it."""
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "membership_id": id}
        return Response(_said(leave_association(**asked, **self.entered(request))))


def _said(member: Membership) -> Any:
    shape: Any = MembershipOut
    return shape(member).data


urlpatterns = [
    path("associations/<uuid:id>/members/", Members.as_view(), name="api_association_members"),
    path("association-members/<uuid:id>/leave/", Leave.as_view(), name="api_leave_association"),
]
