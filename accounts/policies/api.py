"""``GET rules/``: the rules as they hold in a place on a day, each with its ground."""

from typing import Any

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.policies.queries import Applied, rulebook
from accounts.policies.rules import RULES
from accounts.refusals import Invalid
from accounts.regions.models import Region


class UnknownPlace(Invalid):
    code = "unknown_region"
    sentence = _("We do not know this region. Give the code of a county, township or village.")


class NoSuchDay(Invalid):
    code = "no_such_day"
    sentence = _("Write the day like 2026-11-19.")


class RuleSerializer(serializers.Serializer[Applied]):
    """A rule with the value that holds; names come in the language of the request."""

    code = serializers.CharField(help_text="Stable, for example earn.rounding.")
    group = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField(help_text="What the rule decides.")
    unit = serializers.SerializerMethodField(help_text="What the value counts; empty for a choice.")
    value = serializers.JSONField(help_text="A whole number, a word, a list or a table; null for no limit.")
    citation = serializers.CharField(help_text="The document that says so.")
    region = serializers.CharField(source="region_code", help_text="Whose word it is; empty for the house's own.")
    since = serializers.DateField(allow_null=True, help_text="First day of this value.")

    def get_group(self, applied: Applied) -> str:
        return str(RULES[applied.code].group)

    def get_title(self, applied: Applied) -> str:
        return str(RULES[applied.code].title)

    def get_sentence(self, applied: Applied) -> str:
        return str(RULES[applied.code].sentence)

    def get_unit(self, applied: Applied) -> str:
        return RULES[applied.code].unit


class RulesView(APIView):
    """Every rule of a region on a day. Rules are public: no sign-in."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="rules_list",
        tags=["rules"],
        parameters=[
            OpenApiParameter("region", str, required=True, description="Code of a county, township or village."),
            OpenApiParameter("on", OpenApiTypes.DATE, description="A day, YYYY-MM-DD; today by default."),
        ],
        responses=RuleSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """List the rules. Nearest region and right date win. Refuses ``unknown_region`` and ``no_such_day``."""
        asked: dict[str, Any] = request.query_params.dict()
        region = str(asked.get("region", ""))
        if not region.isascii() or not Region.objects.filter(code=region.replace("\x00", "")).exists():
            raise UnknownPlace(field="region")
        book = rulebook(region_code=region, on=_day(str(asked.get("on", ""))))
        rules: Any = list(book)
        return Response(RuleSerializer(rules, many=True).data)


def _day(text: str) -> Any:
    if not text:
        return timezone.localdate()
    try:
        return serializers.DateField(input_formats=["%Y-%m-%d"]).to_internal_value(text)
    except serializers.ValidationError as error:
        raise NoSuchDay(field="on") from error


urlpatterns = [path("rules/", RulesView.as_view(), name="api_rules")]
