"""Noon rest, company, mutual help: expected, received, counted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.elders.queries import reachable_elders
from services.places.actions.book_stay import book_stay
from services.places.actions.end_stay import HAPPENED, end_stay
from services.places.actions.receive_elder import receive_elder
from services.places.actions.staying import LONGEST_NOTE
from services.places.api.days import day_asked
from services.places.enums import Proof, StayKind, StayStatus
from services.places.models import Stay
from services.places.queries.stays import attendance, place_minded

LONGEST_SPAN = timedelta(days=366)


class StayOut(serializers.Serializer[Stay]):
    id = serializers.UUIDField()
    place = serializers.UUIDField(source="place_id")
    elder = serializers.UUIDField(source="elder_id")
    on = serializers.DateField()
    kind = serializers.ChoiceField(StayKind.choices)
    status = serializers.ChoiceField(StayStatus.choices)
    booked_at = serializers.DateTimeField(allow_null=True, help_text="Null: just came by")
    closed_at = serializers.DateTimeField(allow_null=True)
    proof = serializers.ChoiceField(Proof.choices, allow_blank=True)


class StayIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    place = serializers.UUIDField()
    on = serializers.DateField()
    kind = serializers.ChoiceField(StayKind.choices)
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class ReceiveIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(StayKind.choices)
    on = serializers.DateField(required=False, allow_null=True, default=None, help_text="Today without")
    card = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    elder = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Which one, where several have the name"
    )


class EndStayIn(serializers.Serializer[Any]):
    how = serializers.ChoiceField(list(HAPPENED))


class AttendedOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    kind = serializers.ChoiceField(StayKind.choices)
    elders = serializers.IntegerField()


class Stays(Act, generics.ListAPIView[Stay]):
    """Stays of elders one may see, newest first."""

    shape = StayIn
    serializer_class = StayOut
    pagination_class = NewestFirst
    queryset = Stay.objects.none()

    def get_queryset(self) -> QuerySet[Stay]:
        return Stay.objects.filter(elder__in=reachable_elders(self.request.user).values("id"))

    @extend_schema(operation_id="stays_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="stays_book", request=StayIn, responses={201: StayOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """A place expects the elder, by whoever may order for them."""
        data = self.entered(request)
        stay = book_stay(
            by=request.user,
            at=timezone.now(),
            elder_id=data["elder"],
            place_id=data["place"],
            on=data["on"],
            kind=data["kind"],
            note=data["note"],
        )
        return Response(_said(stay), status=201)


class EndStay(Act):
    shape = EndStayIn

    @extend_schema(request=EndStayIn, responses=StayOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Called off; or, by whoever minds the place, not come, or written down by mistake."""
        how = self.entered(request)["how"]
        return Response(_said(end_stay(by=request.user, at=timezone.now(), stay_id=id, how=how)))


class Receive(Act):
    shape = ReceiveIn

    @extend_schema(request=ReceiveIn, responses={201: StayOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """An elder is there, expected or not: by the card or by the whole name."""
        now = timezone.now()
        data = self.entered(request)
        stay = receive_elder(
            by=request.user,
            at=now,
            place_id=id,
            kind=data["kind"],
            on=data["on"] or timezone.localdate(now),
            card=data["card"],
            name=data["name"],
            elder_id=data["elder"],
        )
        return Response(_said(stay), status=201)


class Attendance(APIView):
    @extend_schema(
        operation_id="places_attendance",
        responses=AttendedOut(many=True),
        parameters=[
            OpenApiParameter("first", str, description="The first day, today without"),
            OpenApiParameter("last", str, description="The last day, today without"),
        ],
    )
    def get(self, request: Request, id: UUID) -> Response:
        """How many elders came each day for each kind, for whoever minds the place; at most a year."""
        place = place_minded(request.user, id, on=timezone.localdate())
        first, last = day_asked(request, "first"), day_asked(request, "last")
        if not first <= last <= first + LONGEST_SPAN:
            raise serializers.ValidationError({"last": "Within a year after the first day."})
        counted = sorted(attendance([place.id], since=first, until=last).items())
        shape: Any = AttendedOut
        rows = [{"on": on, "kind": kind, "elders": number} for (on, kind), number in counted]
        return Response(shape(rows, many=True).data)


def _said(stay: Stay) -> Any:
    shape: Any = StayOut
    return shape(stay).data
