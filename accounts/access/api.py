"""Who am I, and what may I do?"""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.enums import Role
from accounts.access.queries import grants_of

ROLE = inline_serializer(
    "HeldRole",
    {
        "role": serializers.ChoiceField(Role.choices),
        "region": serializers.CharField(allow_null=True, help_text="Code of the subtree the role covers"),
        "organisation": serializers.UUIDField(allow_null=True),
    },
    many=True,
)


class MeView(APIView):
    """The signed-in person."""

    @extend_schema(
        operation_id="me",
        responses=inline_serializer(
            "Me",
            {
                "id": serializers.UUIDField(),
                "username": serializers.CharField(),
                "name": serializers.CharField(),
                "roles": ROLE,
            },
        ),
    )
    def get(self, request: Request) -> Response:
        user: Any = request.user
        return Response(
            {
                "id": user.id,
                "username": user.username,
                "name": str(user),
                "roles": [
                    {"role": grant.role, "region": grant.region_id, "organisation": grant.organisation_id}
                    for grant in grants_of(user)
                ],
            }
        )


urlpatterns = [path("me/", MeView.as_view(), name="api_me")]
