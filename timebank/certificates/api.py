"""Is this certificate genuine? For other systems; no login needed, because the paper itself is the key."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle
from rest_framework.views import APIView

from accounts.refusals import NotFound
from timebank.certificates.queries import find_certificate, public_facts

PACE = "60/min"
ROWS = inline_serializer(
    "CertificateRow",
    {
        "zh": serializers.CharField(),
        "en": serializers.CharField(),
        "places": serializers.ListField(child=serializers.CharField()),
        "services": serializers.IntegerField(),
        "minutes": serializers.IntegerField(),
    },
    many=True,
)


class Strangers(AnonRateThrottle):
    rate = PACE


class Members(UserRateThrottle):
    rate = PACE


class CertificateView(APIView):
    """A certificate by its check code, or by its number; by number alone much less is told."""

    permission_classes = [AllowAny]
    throttle_classes = [Strangers, Members]

    @extend_schema(
        operation_id="verify_certificate",
        responses=inline_serializer(
            "CertificateVerdict",
            {
                "verdict": serializers.ChoiceField(["CURRENT", "SUPERSEDED", "REVOKED", "TAMPERED"]),
                "number": serializers.CharField(),
                "issuer": serializers.CharField(),
                "issued_on": serializers.DateField(),
                "name": serializers.CharField(help_text="Masked unless the check code was given"),
                "because": serializers.CharField(allow_blank=True),
                "ended_on": serializers.DateField(allow_null=True),
                "code": serializers.CharField(required=False),
                "since": serializers.DateField(required=False),
                "until": serializers.DateField(required=False),
                "services": serializers.IntegerField(required=False),
                "minutes": serializers.IntegerField(required=False),
                "rows": ROWS,
            },
        ),
    )
    def get(self, request: Request, serial: str) -> Response:
        found = find_certificate(serial)
        if found.certificate is None:
            raise NotFound
        facts: dict[str, Any] = public_facts(found)
        return Response(facts, headers={"X-Robots-Tag": "noindex"})


urlpatterns = [path("certificates/<str:serial>/", CertificateView.as_view(), name="api_certificate")]
