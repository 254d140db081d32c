"""What comes round over HTTP: list, start, change, pause, go on, leave a day out or not, end; last week once more.

One call into one action, which authorises.
"""

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
from services.standing.actions.change_standing import change_standing
from services.standing.actions.checking import NOTE
from services.standing.actions.end_standing import end_standing
from services.standing.actions.lift_pause import lift_pause
from services.standing.actions.pause_standing import pause_standing
from services.standing.actions.repeat_week import repeat_week
from services.standing.actions.restore_occurrence import restore_occurrence
from services.standing.actions.skip_occurrence import skip_occurrence
from services.standing.actions.start_standing import start_standing
from services.standing.enums import OccurrenceState, OnHoliday
from services.standing.models import Occurrence, Pause, StandingOrder
from services.standing.queries.effects import Effects
from services.standing.queries.rows import standing_for, standings_of
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish

DAYS = 100


class WishIn(serializers.Serializer[Any]):
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


class StandingIn(WishIn):
    elder = serializers.UUIDField(help_text="Id of an elder from GET elders/")


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


class PauseOut(serializers.Serializer[Pause]):
    id = serializers.UUIDField()
    first_on = serializers.DateField()
    last_on = serializers.DateField(allow_null=True, help_text="Included")


class DayOut(serializers.Serializer[Occurrence]):
    on = serializers.DateField()
    state = serializers.ChoiceField(OccurrenceState.choices)
    order = serializers.UUIDField(source="order_id", allow_null=True)


class StandingInFull(StandingOut):
    note = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)
    pauses = PauseOut(many=True, source="pauses.all")
    days = DayOut(many=True, source="days_settled", help_text="The latest hundred days, newest first")


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


class ChangedOut(EffectsOut):
    replaced = serializers.ListField(child=serializers.DateField(), help_text="Called off and ordered anew")
    ordered = serializers.ListField(child=serializers.DateField(), help_text="Near days that have an order now")


class AgainIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField(help_text="Id of an elder from GET elders/")
    orders = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=100, help_text="Orders of the last seven days"
    )
    consent = serializers.ChoiceField(Consent.choices, default=Consent.IN_PERSON, help_text="How the elder agreed")


class NotRepeatedOut(serializers.Serializer[Any]):
    order = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class AgainOut(serializers.Serializer[Any]):
    placed = serializers.ListField(child=serializers.UUIDField(), help_text="The new orders")
    refused = NotRepeatedOut(many=True, help_text="Of last week's orders, with the reason")


def _wish(data: dict[str, Any]) -> Wish:
    rhythm = Rhythm(data["first_on"], data["last_on"], data["rrule"], data["lunar"], data["on_holiday"])
    return Wish(
        lines=tuple(Line(one["item"], one["quantity"]) for one in data["lines"]),
        rhythm=rhythm,
        clock=data["clock"],
        minutes=data["minutes"],
        note=data["note"],
        consent=Consent(data["consent"]),
    )


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
        standing, made = start_standing(by=request.user, at=timezone.now(), elder_id=data["elder"], wish=_wish(data))
        return Response({"id": standing.id, "ordered": sorted(made.placed)}, status=201)


class StandingDetail(Act):
    shape = WishIn

    @extend_schema(operation_id="standings_read", responses=StandingInFull)
    def get(self, request: Request, id: UUID) -> Response:
        """One with its pauses and what became of each day."""
        found = standing_for(request.user, id, power=Power.VIEW, on=timezone.localdate())
        found.days_settled = found.occurrences.order_by("-on")[:DAYS]  # type: ignore[attr-defined]
        shape: Any = StandingInFull
        return Response(shape(found).data)

    @extend_schema(operation_id="standings_change", request=WishIn, responses=ChangedOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Other things, another rhythm or hour; what somebody has promised to come for stays as it is."""
        wish = _wish(self.entered(request))
        _standing, found, made = change_standing(by=request.user, at=timezone.now(), standing_id=id, wish=wish)
        more = {"replaced": [one.on for one in found.replaced], "ordered": sorted(made.placed)}
        return Response({**_said(found), **more})


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


class RestoreOccurrence(Act):
    shape = DayIn

    @extend_schema(request=DayIn, responses={204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """A day that was left out comes after all."""
        restore_occurrence(by=request.user, at=timezone.now(), standing_id=id, on=self.entered(request)["on"])
        return Response(status=204)


class LiftPause(Act):
    @extend_schema(request=None, responses={204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """End a pause early, or take back one that was planned."""
        lift_pause(by=request.user, at=timezone.now(), pause_id=id)
        return Response(status=204)


class RepeatWeek(Act):
    shape = AgainIn

    @extend_schema(request=AgainIn, responses=AgainOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """The same as last week: each of these orders once more, a week later; what stands already is passed over."""
        data = self.entered(request)
        placed, refused = repeat_week(
            by=request.user,
            at=timezone.now(),
            elder_id=data["elder"],
            order_ids=data["orders"],
            consent=Consent(data["consent"]),
        )
        said = [{"order": order.id, "code": why.code, "detail": str(why)} for order, why in refused]
        return Response({"placed": [one.id for one in placed], "refused": said})


class EndStanding(Act):
    @extend_schema(request=None, responses=EffectsOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        _standing, found = end_standing(by=request.user, at=timezone.now(), standing_id=id)
        return Response(_said(found))


def _said(found: Effects) -> dict[str, Any]:
    return {"dropped": [one.on for one in found.dropped], "kept": [one.on for one in found.kept]}


urlpatterns = [
    path("standing/", Standings.as_view(), name="api_standings"),
    path("standing/again/", RepeatWeek.as_view(), name="api_repeat_week"),
    path("standing/pauses/<uuid:id>/lift/", LiftPause.as_view(), name="api_lift_pause"),
    path("standing/<uuid:id>/", StandingDetail.as_view(), name="api_standing"),
    path("standing/<uuid:id>/pause/", PauseStanding.as_view(), name="api_pause_standing"),
    path("standing/<uuid:id>/skip/", SkipOccurrence.as_view(), name="api_skip_occurrence"),
    path("standing/<uuid:id>/restore/", RestoreOccurrence.as_view(), name="api_restore_occurrence"),
    path("standing/<uuid:id>/end/", EndStanding.as_view(), name="api_end_standing"),
]
