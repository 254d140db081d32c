"""Emergencies over HTTP. One call into one action each; the actions authorise."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act, Idempotent
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.note_progress import note_progress
from services.incidents.actions.record import LONGEST_WORDS
from services.incidents.actions.report_incident import report_incident
from services.incidents.actions.take_back_incident import take_back_incident
from services.incidents.actions.take_over_incident import take_over_incident
from services.incidents.enums import OPEN, PROGRESS, Kind, Level, Result, Severity, State, What
from services.incidents.models import Incident
from services.incidents.queries.rows import incident_for, standing_of, visible_incidents


def _words(**more: Any) -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="", **more)


class IncidentIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Kind.choices)
    severity = serializers.ChoiceField(Severity.choices, default=Severity.SERIOUS)
    to = serializers.ChoiceField(Level.choices, help_text="Whom to tell; the village hears of it too, except of harm.")
    elder = serializers.UUIDField(required=False, allow_null=True, default=None)
    region = serializers.CharField(
        max_length=12, required=False, allow_blank=True, default="", help_text="Where, without an elder: a region code."
    )
    words = _words()
    place_words = _words(help_text="Who, and where exactly")
    happened_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class WordsIn(serializers.Serializer[Any]):
    words = _words()


class StepIn(serializers.Serializer[Any]):
    what = serializers.ChoiceField([(what.value, what.label) for what in PROGRESS], default=What.NOTE)
    words = _words(help_text="Needed for a NOTE")


class IncidentState(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(State.choices)
    level = serializers.ChoiceField(Level.choices)
    due_at = serializers.DateTimeField(allow_null=True, help_text="When it goes up by itself; null: the clock stands.")


class IncidentRow(IncidentState):
    """What everybody who may see it at all sees."""

    kind = serializers.ChoiceField(Kind.choices)
    severity = serializers.ChoiceField(Severity.choices)
    region = serializers.CharField(source="region_id")
    happened_at = serializers.DateTimeField()
    reported_at = serializers.DateTimeField()
    first_at = serializers.DateTimeField(allow_null=True)
    owned_at = serializers.DateTimeField(allow_null=True)
    owner_level = serializers.ChoiceField(Level.choices, allow_blank=True)
    result = serializers.ChoiceField(Result.choices, allow_blank=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class IncidentOut(IncidentRow):
    """With the elder and the words, for who acts on it or reported it; empty for others."""

    elder = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    place_words = serializers.SerializerMethodField()

    def get_elder(self, incident: Incident) -> UUID | None:
        return incident.elder_id if self._full(incident) else None

    def get_words(self, incident: Incident) -> str:
        return incident.words if self._full(incident) else ""

    def get_place_words(self, incident: Incident) -> str:
        return incident.place_words if self._full(incident) else ""

    def _full(self, incident: Incident) -> bool:
        stands = standing_of(self.context["request"].user, incident, at=timezone.now())
        return stands.acts or stands.reported


@extend_schema(parameters=[OpenApiParameter("open", bool, description="Only those that are not over")])
class Incidents(Idempotent, generics.ListAPIView[Incident]):
    """Emergencies of my territory, of my elders and those I reported, newest first; POST reports one."""

    serializer_class = IncidentRow

    def get_queryset(self) -> QuerySet[Incident]:
        if getattr(self, "swagger_fake_view", False):
            return Incident.objects.none()
        found = visible_incidents(self.request.user, at=timezone.now())
        return found.filter(state__in=OPEN) if self.request.query_params.get("open") == "true" else found

    @extend_schema(request=IncidentIn, responses={201: IncidentState}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Report an emergency. The clock runs from now on."""
        entered = IncidentIn(data=request.data)
        entered.is_valid(raise_exception=True)
        data = dict(entered.validated_data)
        incident = report_incident(
            by=request.user,
            at=timezone.now(),
            elder_id=data.pop("elder"),
            region_code=data.pop("region"),
            **data,
        )
        return Response(IncidentState(incident).data, status=201)


class IncidentDetail(generics.RetrieveAPIView[Incident]):
    """One emergency, and how far it has come."""

    serializer_class = IncidentOut
    queryset = Incident.objects.none()

    def get_object(self) -> Incident:
        return incident_for(self.request.user, self.kwargs["id"])[0]


class Acknowledge(Act):
    shape = WordsIn

    @extend_schema(request=WordsIn, responses=IncidentState, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """I am on it: the first answer."""
        incident = acknowledge_incident(by=request.user, at=timezone.now(), incident_id=id, **self.entered(request))
        return Response(IncidentState(incident).data)


class TakeOver(Act):
    shape = WordsIn

    @extend_schema(request=WordsIn, responses=IncidentState, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """I see it through to the end: the clock stops."""
        incident = take_over_incident(by=request.user, at=timezone.now(), incident_id=id, **self.entered(request))
        return Response(IncidentState(incident).data)


class Progress(Act):
    shape = StepIn

    @extend_schema(request=StepIn, responses=IncidentState, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Add a line to the record: on the way, there, or a sentence."""
        step = note_progress(by=request.user, at=timezone.now(), incident_id=id, **self.entered(request))
        return Response(IncidentState(step.incident).data)


class TakeBack(Act):
    @extend_schema(request=None, responses=IncidentState, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Pressed by mistake: only one's own, shortly after, before anybody answered."""
        incident = take_back_incident(by=request.user, at=timezone.now(), incident_id=id)
        return Response(IncidentState(incident).data)


urlpatterns = [
    path("incidents/", Incidents.as_view(), name="api_incidents"),
    path("incidents/<uuid:id>/", IncidentDetail.as_view(), name="api_incident"),
    path("incidents/<uuid:id>/acknowledge/", Acknowledge.as_view(), name="api_incident_acknowledge"),
    path("incidents/<uuid:id>/take-over/", TakeOver.as_view(), name="api_incident_take_over"),
    path("incidents/<uuid:id>/steps/", Progress.as_view(), name="api_incident_step"),
    path("incidents/<uuid:id>/take-back/", TakeBack.as_view(), name="api_incident_take_back"),
]
