"""What comes round over HTTP: list, start, pause, leave a day out, end. One call into one action, which authorises."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.elders.enums import Consent, Power
from accounts.elders.queries import elder_for
from services.orders.actions.place_order import Line
from services.orders.api.serializers import LineIn
from services.standing.actions.checking import NOTE
from services.standing.actions.end_standing import end_standing
from services.standing.actions.pause_standing import pause_standing
from services.standing.actions.skip_occurrence import skip_occurrence
from services.standing.actions.start_standing import start_standing
from services.standing.enums import OnHoliday
from services.standing.models import StandingOrder
from services.standing.queries.effects import Effects
from services.standing.queries.rows import standings_of
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish


class StandingIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField(help_text="Id of an elder from GET elders/")
    lines = LineIn(many=True, allow_empty=False)
    rrule = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default="", help_text="RFC 5545, e.g. FREQ=WEEKLY;BYDAY=MO,TH"
    )
    lunar = serializers.CharField(
        max_length=80,
        required=False,
        allow_blank=True,
        default="",
        help_text="Instead of rrule: 1,15 (these days of every lunar month) or 8/15 (this day of every lunar year)",
    )
    on_holiday = serializers.ChoiceField(OnHoliday.choices, default=OnHoliday.KEEP)
    first_on = serializers.DateField()
    last_on = serializers.DateField(required=False, allow_null=True, default=None)
    clock = serializers.TimeField(help_text="When somebody comes, by the clocks of China")
    minutes = serializers.IntegerField(min_value=1, max_value=1440, help_text="How long it lasts")
    note = serializers.CharField(max_length=NOTE, required=False, allow_blank=True, default="")
    consent = serializers.ChoiceField(Consent.choices, default=Consent.IN_PERSON, help_text="How the elder agreed")


class StandingOut(serializers.Serializer[StandingOrder]):
    id = serializers.UUIDField()
    elder = serializers.UUIDField(source="elder_id")
    title = serializers.CharField()
    rrule = serializers.CharField()
    lunar = serializers.CharField()
    on_holiday = serializers.ChoiceField(OnHoliday.choices)
    first_on = serializers.DateField()
    last_on = serializers.DateField(allow_null=True)
    clock = serializers.TimeField()
    minutes = serializers.IntegerField()


class Started(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    ordered = serializers.ListField(child=serializers.DateField(), help_text="Near days that have an order now")


class PauseIn(serializers.Serializer[Any]):
    first_on = serializers.DateField()
    last_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Included; none: until lifted"
    )


class DayIn(serializers.Serializer[Any]):
    on = serializers.DateField()


class EffectsOut(serializers.Serializer[Any]):
    """What became of the days that had an order."""

    dropped = serializers.ListField(child=serializers.DateField(), help_text="Called off: nobody had promised to come")
    kept = serializers.ListField(child=serializers.DateField(), help_text="Somebody has promised: they still come")


class Standings(Act):
    shape = StandingIn

    @extend_schema(
        operation_id="standings_list",
        responses=StandingOut(many=True),
        parameters=[OpenApiParameter("elder", str, required=True, description="Id of the elder")],
    )
    def get(self, request: Request) -> Response:
        """What comes round for an elder whom one may look after."""
        asked = serializers.UUIDField().run_validation(request.query_params.get("elder", ""))
        elder = elder_for(request.user, asked, power=Power.VIEW, on=timezone.localdate())
        shape: Any = StandingOut
        return Response(shape(standings_of(elder.id), many=True).data)

    @extend_schema(request=StandingIn, responses={201: Started}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Start one; the orders of the near days are placed at once."""
        data = self.entered(request)
        rhythm = Rhythm(data["first_on"], data["last_on"], data["rrule"], data["lunar"], data["on_holiday"])
        wish = Wish(
            lines=tuple(Line(one["item"], one["quantity"]) for one in data["lines"]),
            rhythm=rhythm,
            clock=data["clock"],
            minutes=data["minutes"],
            note=data["note"],
            consent=Consent(data["consent"]),
        )
        standing, made = start_standing(by=request.user, at=timezone.now(), elder_id=data["elder"], wish=wish)
        return Response({"id": standing.id, "ordered": sorted(made.placed)}, status=201)


class PauseStanding(Act):
    shape = PauseIn

    @extend_schema(request=PauseIn, responses=EffectsOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        data = self.entered(request)
        _pause, found = pause_standing(by=request.user, at=timezone.now(), standing_id=id, **data)
        return Response(_said(found))


class SkipOccurrence(Act):
    shape = DayIn

    @extend_schema(request=DayIn, responses={204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        skip_occurrence(by=request.user, at=timezone.now(), standing_id=id, on=self.entered(request)["on"])
        return Response(status=204)


class EndStanding(Act):
    @extend_schema(request=None, responses=EffectsOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        _standing, found = end_standing(by=request.user, at=timezone.now(), standing_id=id)
        return Response(_said(found))


def _said(found: Effects) -> dict[str, Any]:
    return {"dropped": [one.on for one in found.dropped], "kept": [one.on for one in found.kept]}


urlpatterns = [
    path("standing/", Standings.as_view(), name="api_standings"),
    path("standing/<uuid:id>/pause/", PauseStanding.as_view(), name="api_pause_standing"),
    path("standing/<uuid:id>/skip/", SkipOccurrence.as_view(), name="api_skip_occurrence"),
    path("standing/<uuid:id>/end/", EndStanding.as_view(), name="api_end_standing"),
]
