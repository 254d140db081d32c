"""Finding somebody over HTTP: who fits, offers, waiting lines, no-shows, and both sides of a dispute."""

import base64
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.queries import demand, may
from accounts.photos.drawing import MOST_BYTES, NotAPicture
from accounts.refusals import NotFound
from services.orders.actions.accept_offer import accept_offer
from services.orders.actions.add_statement import add_statement
from services.orders.actions.agree_contest import agree_contest
from services.orders.actions.answer_no_show import answer_no_show
from services.orders.actions.contest_order import contest_order
from services.orders.actions.decide_contest import decide_contest
from services.orders.actions.decline_offer import decline_offer
from services.orders.actions.join_line import join_line
from services.orders.actions.leave_line import leave_line
from services.orders.actions.offer_seat import offer_seat
from services.orders.actions.request_call_back import request_call_back
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.actions.strike_no_show import strike_no_show
from services.orders.api.serializers import AssignmentOut, PersonIn, ReasonIn
from services.orders.enums import AskedBy, ContestStatus, LineStatus, OrderStatus, Side
from services.orders.models import Assignment, LinePlace
from services.orders.queries.asked import offers_to
from services.orders.queries.disputes import case_for
from services.orders.queries.fitting import fitting, had_their_turn
from services.orders.queries.rows import order_for

BEST = 20
MOST_BASE64 = MOST_BYTES * 4 // 3 + 4


class OfferOut(serializers.ModelSerializer[Assignment]):
    """A seat kept for somebody until they answer. Name and door come with the yes."""

    order = serializers.UUIDField(source="order_id", read_only=True)
    starts_at = serializers.DateTimeField(source="order.starts_at", read_only=True)
    ends_at = serializers.DateTimeField(source="order.ends_at", read_only=True)
    village_code = serializers.CharField(source="order.village_code", read_only=True)
    asked_by = serializers.ChoiceField(AskedBy.choices, read_only=True)

    class Meta:
        model = Assignment
        fields = ["id", "order", "status", "asked_by", "offered_until", "starts_at", "ends_at", "village_code"]
        read_only_fields = fields


class PartOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    points = serializers.IntegerField()


class FitOut(serializers.Serializer[Any]):
    person = serializers.UUIDField(source="person.id")
    name = serializers.CharField(source="person.name")
    points = serializers.IntegerField(source="its.points")
    parts = PartOut(source="its.parts", many=True)


class WaitOut(serializers.ModelSerializer[LinePlace]):
    order = serializers.UUIDField(source="order_id", read_only=True)
    before = serializers.SerializerMethodField(help_text="How many stand before me")

    class Meta:
        model = LinePlace
        fields = ["id", "order", "status", "joined_at", "before"]
        read_only_fields = fields

    def get_before(self, place: LinePlace) -> int:
        if place.status != LineStatus.WAITING:
            return 0
        return LinePlace.objects.filter(order=place.order_id, status=LineStatus.WAITING, id__lt=place.id).count()


class NoShowAnswerIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=1000)


class StatementIn(NoShowAnswerIn):
    photo = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=MOST_BASE64,
        default="",
        help_text="A picture (JPEG, PNG, WebP, HEIC) in base64",
    )

    def validate_photo(self, value: str) -> bytes | None:
        if not value:
            return None
        try:
            return base64.b64decode(value, validate=True)
        except ValueError as error:
            raise NotAPicture(field="photo") from error


class DisputeDecisionIn(serializers.Serializer[Any]):
    keep = serializers.BooleanField(help_text="True: the work counts; false: it does not, or its minutes go back")
    reason = serializers.CharField(max_length=300)


class AgreeIn(serializers.Serializer[Any]):
    agree = serializers.BooleanField()


class EvidenceStatementOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    side = serializers.ChoiceField(Side.choices)
    words = serializers.CharField()
    said_at = serializers.DateTimeField()
    picture = serializers.SerializerMethodField(help_text="Address of the picture; to be fetched with the token")

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_picture(self, said: Any) -> str | None:
        if said.photograph_id is None:
            return None
        return f"/api/v1/orders/{said.order_id}/statements/{said.id}/picture/"


class CaseOut(serializers.Serializer[Any]):
    """A dispute: one's own side's words; both sides' for whoever decides."""

    order = serializers.UUIDField(source="order.id")
    status = serializers.ChoiceField(OrderStatus.choices, source="order.status")
    contest = serializers.ChoiceField(ContestStatus.choices, source="contest.status", default=None, allow_null=True)
    open = serializers.BooleanField()
    statements = EvidenceStatementOut(many=True)


class MyOffers(generics.ListAPIView[Assignment]):
    """Seats kept for me until I answer."""

    serializer_class = OfferOut

    def get_queryset(self) -> QuerySet[Assignment]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.person_id is None:
            return Assignment.objects.none()
        return offers_to(user.person_id, at=timezone.now())


class MyLines(generics.ListAPIView[LinePlace]):
    """Full orders I wait for, and places in line that were mine, newest first."""

    serializer_class = WaitOut

    def get_queryset(self) -> QuerySet[LinePlace]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.person_id is None:
            return LinePlace.objects.none()
        return LinePlace.objects.filter(person=user.person_id)


class Fitting(Act):
    @extend_schema(responses=FitOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """Who fits an open order best, with what speaks for each; for the village."""
        user: Any = request.user
        order = order_for(user, id)
        if not may(user, Permission.TERRITORY_VIEW, region_code=order.village_code):
            raise NotFound
        demand(user, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
        best = []
        if order.status == OrderStatus.OPEN:
            best = fitting(order, at=timezone.now(), limit=BEST, without=had_their_turn(order.id))
        return Response(FitOut([{"person": person, "its": its} for person, its in best], many=True).data)


class Offer(Act):
    shape = PersonIn

    @extend_schema(request=PersonIn, responses=OfferOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Ask one person; a seat is kept for them until they answer."""
        person = self.entered(request)["person"]
        return Response(OfferOut(offer_seat(by=request.user, at=timezone.now(), order_id=id, person_id=person)).data)


class Accept(Act):
    @extend_schema(request=None, responses=AssignmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Say yes to a seat kept for me."""
        return Response(AssignmentOut(accept_offer(by=request.user, at=timezone.now(), assignment_id=id)).data)


class Decline(Act):
    shape = ReasonIn

    @extend_schema(request=ReasonIn, responses=OfferOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Say no; the next one is asked at once."""
        said = self.entered(request)
        return Response(OfferOut(decline_offer(by=request.user, at=timezone.now(), assignment_id=id, **said)).data)


class Line(Act):
    @extend_schema(request=None, responses=WaitOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Stand in line for a full order."""
        return Response(WaitOut(join_line(by=request.user, at=timezone.now(), order_id=id)).data)


class LeaveLine(Act):
    @extend_schema(request=None, responses=WaitOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Wait no longer."""
        return Response(WaitOut(leave_line(by=request.user, at=timezone.now(), order_id=id)).data)


class AnswerNoShow(Act):
    shape = NoShowAnswerIn

    @extend_schema(request=NoShowAnswerIn, responses=AssignmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Object to "did not come", once, in my own words."""
        words = self.entered(request)["words"]
        missed = answer_no_show(by=request.user, at=timezone.now(), assignment_id=id, words=words)
        return Response(AssignmentOut(missed.assignment).data)


class StrikeNoShow(Act):
    shape = ReasonIn

    @extend_schema(request=ReasonIn, responses=AssignmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Strike a wrong "did not come"; it stays to be read."""
        said = self.entered(request)
        strike_no_show(by=request.user, at=timezone.now(), assignment_id=id, **said)
        return Response(AssignmentOut(Assignment.objects.select_related("person", "organisation").get(id=id)).data)


class Ring(Act):
    @extend_schema(request=None, responses=CaseOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Have the elder rung about a served order."""
        order = request_call_back(by=request.user, at=timezone.now(), order_id=id)
        return Response(CaseOut({"order": order, "contest": None, "open": False, "statements": []}).data)


class Case(Act):
    @extend_schema(responses=CaseOut)
    def get(self, request: Request, id: UUID) -> Response:
        """A dispute as I may see it."""
        return Response(CaseOut(case_for(request.user, id)).data)


class Statement(Act):
    shape = StatementIn

    @extend_schema(request=StatementIn, responses=EvidenceStatementOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Add what my side has to say to a dispute."""
        said = self.entered(request)
        return Response(
            EvidenceStatementOut(add_statement(by=request.user, at=timezone.now(), order_id=id, **said)).data
        )


class ContestOrder(Act):
    shape = ReasonIn

    @extend_schema(request=ReasonIn, responses=CaseOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Object to what is booked; nothing moves until two officials have found it right."""
        contest_order(by=request.user, at=timezone.now(), order_id=id, **self.entered(request))
        return Response(CaseOut(case_for(request.user, id)).data)


class Decide(Act):
    shape = DisputeDecisionIn

    @extend_schema(request=DisputeDecisionIn, responses=CaseOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Decide a dispute, or an objection to what is booked, with a reason both sides read."""
        said, now = self.entered(request), timezone.now()
        order = case_for(request.user, id).order
        if order.status == OrderStatus.CONFIRMED:
            decide_contest(by=request.user, at=now, order_id=id, take_back=not said["keep"], reason=said["reason"])
        else:
            resolve_dispute(by=request.user, at=now, order_id=id, uphold=said["keep"], reason=said["reason"])
        return Response(CaseOut(case_for(request.user, id)).data)


class Agree(Act):
    shape = AgreeIn

    @extend_schema(request=AgreeIn, responses=CaseOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Agree, as the second official, that booked minutes go back; or do not."""
        agree_contest(by=request.user, at=timezone.now(), order_id=id, **self.entered(request))
        return Response(CaseOut(case_for(request.user, id)).data)
