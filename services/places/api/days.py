"""Days of a query, refused when they are none."""

from datetime import date

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

YEARS = range(2000, 2101)
ON = OpenApiParameter("on", str, description="As of a day, 2026-11-29; today without")


def day_asked(request: Request, name: str = "on") -> date:
    """The day of the query, today without one. Raises ValidationError."""
    text = request.query_params.get(name, "")
    if not text:
        return timezone.localdate()
    day: date = serializers.DateField().run_validation(text)
    if day.year not in YEARS:
        raise serializers.ValidationError({name: "A day of this century."})
    return day
