"""Visits over HTTP: my day, and writing one down. One call into one action; the action authorises."""

from typing import Any

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.policies.occurred import occurred
from accounts.refusals import NotAllowed
from services.visits.actions.record_visit import LONGEST_WORDS, Gives, record_visit
from services.visits.enums import Because, Food, Given, Health, Kept, Mode, Mood, Outcome, Reason, Safety
from services.visits.queries.day import Stop, day_of
from services.visits.queries.history import next_window
from services.visits.queries.reach import visits_anybody


def _answer(choices: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices, required=False, allow_blank=True, default="")


class GivesIn(serializers.Serializer[Any]):
    supporter = serializers.UUIDField()
    money = _answer(Given.choices)
    care = _answer(Given.choices)
    comfort = _answer(Given.choices)
    last_contact_on = serializers.DateField(required=False, allow_null=True, default=None)


class VisitIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    mode = serializers.ChoiceField(Mode.choices)
    outcome = serializers.ChoiceField(Outcome.choices)
    happened_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    health = _answer(Health.choices)
    food = _answer(Food.choices)
    mood = _answer(Mood.choices)
    safety = _answer(Safety.choices)
    care = _answer(Kept.choices)
    words = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="")
    supporters = GivesIn(many=True, required=False)
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True, default=None)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True, default=None)


class VisitOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    outcome = serializers.ChoiceField(Outcome.choices)
    happened_at = serializers.DateTimeField()
    next_on = serializers.DateField(allow_null=True)


class StopOut(serializers.Serializer[Stop]):
    """An elder to look in on; name and address because one goes there, and that is journalled."""

    elder = serializers.UUIDField(source="elder.id")
    name = serializers.CharField(source="elder.person.name")
    village = serializers.CharField(source="elder.person.home_id")
    address = serializers.CharField(source="elder.person.address")
    reason = serializers.ChoiceField(Reason.choices, source="window.reason")
    because = serializers.ChoiceField(Because.choices, source="window.because", allow_blank=True)
    due_on = serializers.DateField(source="window.due_on")
    late = serializers.IntegerField(help_text="Days since it was due; below zero: it may be made already")
    tries = serializers.IntegerField(help_text="Times nobody was met since the last visit")


def _point(data: dict[str, Any]) -> tuple[float, float] | None:
    """Degrees WGS 84; both or neither."""
    latitude, longitude = data["latitude"], data["longitude"]
    return (latitude, longitude) if latitude is not None and longitude is not None else None


class MyDay(APIView):
    """Whom I look in on today, the most urgent first."""

    @extend_schema(operation_id="visits_day", responses=StopOut(many=True))
    def get(self, request: Request) -> Response:
        if not visits_anybody(request.user):
            raise NotAllowed
        now = timezone.now()
        day = day_of(request.user, at=now)
        stops = [*day.due, *day.early]
        people = {stop.elder.person: f"elder:{stop.elder.id}" for stop in stops}
        reveal_people(by=request.user, at=now, people=people, purpose="visit")
        shape: Any = StopOut
        return Response(shape(stops, many=True).data)


class Visits(Act):
    shape = VisitIn

    @extend_schema(
        request=VisitIn,
        responses={201: VisitOut},
        parameters=[
            IDEMPOTENCY_KEY,
            OpenApiParameter("X-Occurred-At", str, OpenApiParameter.HEADER, description="The device's clock"),
        ],
    )
    def post(self, request: Request) -> Response:
        """Write a visit, or a try, down."""
        data, now = self.entered(request), timezone.now()
        done = occurred(request.headers, by=request.user, at=now)
        visit = record_visit(
            by=request.user,
            at=now,
            elder_id=data["elder"],
            mode=data["mode"],
            outcome=data["outcome"],
            happened_at=data["happened_at"] or done.at,
            device_at=done.device_at,
            doubtful=done.doubtful,
            answers={name: data[name] for name in ("health", "food", "mood", "safety", "care")},
            words=data["words"],
            point=_point(data),
            supporters=[
                Gives(one["supporter"], one["money"], one["care"], one["comfort"], one["last_contact_on"])
                for one in data.get("supporters", [])
            ],
        )
        window = next_window(visit.elder)
        answer = {"id": visit.id, "outcome": visit.outcome, "happened_at": visit.happened_at}
        return Response({**answer, "next_on": window.due_on if window else None}, status=201)


urlpatterns = [
    path("visits/", Visits.as_view(), name="api_visits"),
    path("visits/day/", MyDay.as_view(), name="api_visits_day"),
]
