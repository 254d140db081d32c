"""Work handed over from one organisation to another, over HTTP. Each POST is one call into one action."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand
from services.houses.actions.answer_handover import answer_handover
from services.houses.actions.object_to_handover import object_to_handover
from services.houses.actions.offer_handover import LONGEST, MOST, offer_handover
from services.houses.actions.withdraw_handover import withdraw_handover
from services.houses.enums import HandoverStatus
from services.houses.models import Handover, HandoverSeat
from services.houses.queries.handovers import handovers_of


class HandoverSeatOut(serializers.ModelSerializer[HandoverSeat]):
    assignment = serializers.UUIDField(source="assignment_id")

    class Meta:
        model = HandoverSeat
        fields = ["id", "assignment", "moved_at", "objected_at"]
        read_only_fields = fields


class HandoverOut(serializers.ModelSerializer[Handover]):
    giver = serializers.UUIDField(source="giver_id")
    taker = serializers.UUIDField(source="taker_id")
    status = serializers.ChoiceField(HandoverStatus.choices)
    seats = HandoverSeatOut(many=True)

    class Meta:
        model = Handover
        fields = ["id", "giver", "taker", "status", "words", "answer", "offered_at", "decided_at", "seats"]
        read_only_fields = fields


class HandoverIn(serializers.Serializer[Any]):
    taker = serializers.UUIDField(help_text="Id of a verified organisation")
    assignments = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST)
    words = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True, default="")


class HandoverAnswerIn(serializers.Serializer[Any]):
    accept = serializers.BooleanField()
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class Handovers(Act, generics.ListAPIView[Handover]):
    """What an organisation that one runs offered and was offered, newest first."""

    shape = HandoverIn
    serializer_class = HandoverOut
    pagination_class = NewestFirst
    queryset = Handover.objects.none()

    def get_queryset(self) -> QuerySet[Handover]:
        if getattr(self, "swagger_fake_view", False):
            return Handover.objects.none()
        house = self.kwargs["id"]
        demand(self.request.user, Permission.ORGANISATION_RUN, organisation_id=house)
        return handovers_of([house])

    @extend_schema(operation_id="handovers_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=HandoverIn, responses={201: HandoverOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Offer seats that have not begun; they stay until the other organisation says yes."""
        data = self.entered(request)
        made = offer_handover(
            by=request.user,
            at=timezone.now(),
            giver_id=id,
            taker_id=data["taker"],
            seat_ids=data["assignments"],
            words=data["words"],
        )
        return Response(_said(made), status=201)


class Answer(Act):
    shape = HandoverAnswerIn

    @extend_schema(request=HandoverAnswerIn, responses=HandoverOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Take the work over, or leave it with a reason."""
        made = answer_handover(by=request.user, at=timezone.now(), handover_id=id, **self.entered(request))
        return Response(_said(made))


class Withdraw(Act):
    @extend_schema(request=None, responses=HandoverOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Keep the work after all, before it is answered."""
        return Response(_said(withdraw_handover(by=request.user, at=timezone.now(), handover_id=id)))


class Objection(Act):
    @extend_schema(request=None, responses=HandoverSeatOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """The elder's side wants whoever was to come first."""
        made = object_to_handover(by=request.user, at=timezone.now(), row_id=id)
        shape: Any = HandoverSeatOut
        return Response(shape(made).data)


def _said(row: Handover) -> Any:
    shape: Any = HandoverOut
    return shape(row).data
