"""One call into one action each. The actions authorise; nothing is decided here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act, Idempotent
from accounts.access.queries import demand
from accounts.people.queries import place_of
from accounts.policies.occurred import DEVICE_NOW, OCCURRED_AT, occurred
from services.orders.actions.assign_member import assign_member
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.place_order import Line, place_order
from services.orders.actions.report_no_show import report_no_show
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.api import serializers as shapes
from services.orders.models import Assignment, Order
from services.orders.queries.board import BoardFilter, board
from services.orders.queries.rows import board_order_for, visible_orders
from timebank.purses.queries.sources import ALL

DEVICE_CLOCK = [
    OpenApiParameter(
        OCCURRED_AT, datetime, OpenApiParameter.HEADER, description="When it was done, by the device's clock"
    ),
    OpenApiParameter(
        DEVICE_NOW, datetime, OpenApiParameter.HEADER, description="The same clock now: what it is off by is put right"
    ),
]


def _assignment(assignment: Assignment) -> Response:
    return Response(shapes.AssignmentOut(assignment).data)


def _placed(order: Order, status: int = 200) -> Response:
    return Response({"id": order.id, "status": order.status}, status=status)


class Orders(Idempotent, generics.ListAPIView[Order]):
    """Orders that concern me, newest first; POST places one."""

    serializer_class = shapes.OrderRow

    def get_queryset(self) -> QuerySet[Order]:
        if getattr(self, "swagger_fake_view", False):
            return Order.objects.none()
        return visible_orders(self.request.user)

    @extend_schema(request=shapes.OrderIn, responses={201: shapes.Placed}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Place an order; its minutes are held, not spent."""
        serializer = shapes.OrderIn(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        order = place_order(
            by=request.user,
            at=timezone.now(),
            elder_id=data["elder"],
            lines=[Line(line["item"], line["quantity"]) for line in data["lines"]],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            note=data["note"],
            consent=data["consent"],
            pay_from=data.get("pay_from", ALL),
            again=data["again"],
        )
        return _placed(order, status=201)


class OrderDetail(generics.RetrieveAPIView[Order]):
    """One order; name, phone and address only for whom it concerns, and each such look is journalled."""

    serializer_class = shapes.OrderOut
    queryset = Order.objects.none()

    def get_object(self) -> Order:
        return board_order_for(self.request.user, self.kwargs["id"])


@extend_schema(
    parameters=[
        OpenApiParameter("region", str, description="Region code; its whole subtree is shown"),
        OpenApiParameter("category", str, description="Category code"),
        OpenApiParameter("radius_m", int, description="Metres around the volunteer's home"),
    ]
)
class Board(generics.ListAPIView[Order]):
    """Open tasks, newest first."""

    serializer_class = shapes.BoardTask

    def get_queryset(self) -> QuerySet[Order]:
        if getattr(self, "swagger_fake_view", False):
            return Order.objects.none()
        user: Any = self.request.user
        demand(user, Permission.ORDER_CLAIM)
        asked = self.request.query_params
        latitude, longitude = place_of(user.person) if user.person else (None, None)
        radius = asked.get("radius_m", "")
        return board(
            BoardFilter(
                region_code=asked.get("region", ""),
                categories=tuple(asked.getlist("category")) if asked.get("category") else (),
                centre=(latitude, longitude) if latitude is not None and longitude is not None else None,
                radius_m=int(radius) if radius.isdecimal() and len(radius) < 8 else None,
            )
        )


class MyAssignments(generics.ListAPIView[Assignment]):
    """Seats I hold or held, newest first."""

    serializer_class = shapes.AssignmentOut

    def get_queryset(self) -> QuerySet[Assignment]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.person_id is None:
            return Assignment.objects.none()
        return Assignment.objects.filter(person=user.person_id).select_related("person", "organisation")


class Claim(Act):
    @extend_schema(request=None, responses=shapes.Claimed, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Take a seat for myself; 409 with the reason when it is gone or not for me."""
        assignment = claim_order(by=request.user, at=timezone.now(), order_id=id)
        return Response({"assignment": assignment.id, "status": assignment.status})


class ClaimForOrganisation(Act):
    shape = shapes.OrganisationIn

    @extend_schema(request=shapes.OrganisationIn, responses=shapes.Claimed, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Take a seat for an organisation I manage."""
        organisation = self.entered(request)["organisation"]
        assignment = claim_for_organisation(
            by=request.user, at=timezone.now(), order_id=id, organisation_id=organisation
        )
        return Response({"assignment": assignment.id, "status": assignment.status})


class Confirm(Act):
    shape = shapes.RatingIn

    @extend_schema(request=shapes.RatingIn, responses=shapes.Placed, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Say that the work was done; the minutes are booked now."""
        return _placed(confirm_order(by=request.user, at=timezone.now(), order_id=id, **self.entered(request)))


class Dispute(Act):
    shape = shapes.ReasonIn

    @extend_schema(request=shapes.ReasonIn, responses=shapes.Placed, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Say that something was wrong; nothing is booked until somebody decides."""
        return _placed(dispute_order(by=request.user, at=timezone.now(), order_id=id, **self.entered(request)))


class Cancel(Act):
    shape = shapes.ReasonIn

    @extend_schema(request=shapes.ReasonIn, responses=shapes.Placed, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Call the order off; what was held goes back."""
        return _placed(cancel_order(by=request.user, at=timezone.now(), order_id=id, **self.entered(request)))


class Assign(Act):
    shape = shapes.PersonIn

    @extend_schema(request=shapes.PersonIn, responses=shapes.AssignmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Name the member who goes."""
        person = self.entered(request)["person"]
        return _assignment(assign_member(by=request.user, at=timezone.now(), assignment_id=id, person_id=person))


class CheckIn(Act):
    shape = shapes.CheckInIn

    @extend_schema(
        request=shapes.CheckInIn,
        responses=shapes.AssignmentOut,
        parameters=[IDEMPOTENCY_KEY, *DEVICE_CLOCK],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Check in at the door with the spoken code or the QR card."""
        now = timezone.now()
        return _assignment(
            check_in(
                by=request.user,
                at=now,
                assignment_id=id,
                occurred=occurred(request.headers, by=request.user, at=now),
                **self.entered(request),
            )
        )


class CheckOut(Act):
    @extend_schema(request=None, responses=shapes.AssignmentOut, parameters=[IDEMPOTENCY_KEY, *DEVICE_CLOCK])
    def post(self, request: Request, id: UUID) -> Response:
        """Check out; the minutes worked are in the answer."""
        now = timezone.now()
        done = occurred(request.headers, by=request.user, at=now)
        return _assignment(check_out(by=request.user, at=now, assignment_id=id, occurred=done))


class Withdraw(Act):
    shape = shapes.ReasonIn

    @extend_schema(request=shapes.ReasonIn, responses=shapes.AssignmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Give the seat back, so that somebody else can come."""
        return _assignment(
            withdraw_claim(by=request.user, at=timezone.now(), assignment_id=id, **self.entered(request))
        )


class NoShow(Act):
    shape = shapes.NoShowIn

    @extend_schema(request=shapes.NoShowIn, responses=shapes.AssignmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Say that nobody came, and how you know: the elder's side, the village, or who sent them."""
        said = self.entered(request)
        return _assignment(report_no_show(by=request.user, at=timezone.now(), assignment_id=id, **said))
