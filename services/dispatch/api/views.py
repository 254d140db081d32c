"""An organisation's day over HTTP: look, place, pin, undo, have it proposed, discard, publish, what came since.

Each POST is one call into one action, which authorises.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.queries import demand
from accounts.organisations.models import Organisation
from accounts.policies.queries import rulebook
from accounts.refusals import NotFound
from services.dispatch.actions.discard_plan import discard_plan
from services.dispatch.actions.drafting import day_of_seat
from services.dispatch.actions.pin_placement import pin_placement
from services.dispatch.actions.place_seat import place_seat
from services.dispatch.actions.propose_plan import propose_plan
from services.dispatch.actions.publish_plan import publish_plan
from services.dispatch.actions.undo_change import undo_change
from services.dispatch.api.shapes import (
    ChangeOut,
    DraftedOut,
    PinIn,
    PlaceSeatIn,
    PlanDayOut,
    ProposalOut,
    ProposeIn,
    PublishedOut,
    SeatFitOut,
    SinceOut,
    people_of,
)
from services.dispatch.board import Board
from services.dispatch.fitting import fits_of
from services.dispatch.models import Change
from services.dispatch.queries.day import board_of, gone_since, newest_proposal, plan_of, since_published, undoable
from services.dispatch.ways import Ways, lateness, ways_of

YEARS = range(2000, 2101)  # what anybody may ask for
DAY = OpenApiParameter("day", OpenApiTypes.DATE, OpenApiParameter.PATH, description="A day by the clocks of China")


def _day(text: str) -> date:
    """``2026-11-19``. Raises NotFound for anything that is no day of this century."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFound from None
    if day.year not in YEARS:
        raise NotFound
    return day


def _looked_at(request: Request, organisation_id: UUID, day: date) -> tuple[Board, Ways]:
    demand(request.user, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    return _board(organisation_id, day)


def _board(organisation_id: UUID, day: date) -> tuple[Board, Ways]:
    board = board_of(organisation_id, day, at=timezone.now())
    region = Organisation.objects.values_list("region_id", flat=True).get(id=organisation_id)
    return board, ways_of(board, rulebook(region_code=str(region), on=day))


def _drafted(change: Change | None) -> Response:
    return Response({"change": _said(ChangeOut, change) if change is not None else None})


class OneDay(Act):
    @extend_schema(operation_id="dispatch_day", responses=PlanDayOut, parameters=[DAY])
    def get(self, request: Request, id: UUID, day: str) -> Response:
        """The board: every seat of the organisation with whom the draft sends, and everybody who can be sent."""
        board, ways = _looked_at(request, id, _day(day))
        seats = sorted(board.seats.values(), key=lambda seat: (seat.order.starts_at, str(seat.id)))
        shown = {
            "organisation": id,
            "day": board.day,
            "published_at": board.plan.published_at if board.plan is not None else None,
            "undoable": undoable(board.plan),
            "changed": len(board.changed()),
            "seats": seats,
            "people": people_of(board),
        }
        return Response(_said(PlanDayOut, shown, late=lateness(board, ways), since=since_published(board)))


class ChangesSince(Act):
    @extend_schema(operation_id="dispatch_since", responses=SinceOut, parameters=[DAY])
    def get(self, request: Request, id: UUID, day: str) -> Response:
        """What is otherwise than it was told when the day was published last."""
        board, ways = _looked_at(request, id, _day(day))
        since = since_published(board)
        shown = {
            "published_at": board.plan.published_at if board.plan is not None else None,
            "seats": [seat for key, seat in board.seats.items() if key in since],
            "gone": gone_since(board) if since else [],
        }
        return Response(_said(SinceOut, shown, late=lateness(board, ways), since=since))


class Fits(Act):
    @extend_schema(operation_id="dispatch_fits", responses=SeatFitOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """Every member for one seat, whoever fits best first, with every reason against those who cannot."""
        organisation_id, day = day_of_seat(id, by=request.user)
        board, ways = _board(organisation_id, day)
        seat = board.seats.get(id)
        if seat is None:
            raise NotFound
        shape: Any = SeatFitOut
        return Response(shape(fits_of(board, ways, seat), many=True).data)


class Place(Act):
    shape = PlaceSeatIn

    @extend_schema(request=PlaceSeatIn, responses=DraftedOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Send somebody to a seat in the draft; nobody is told yet."""
        data = self.entered(request)
        made = place_seat(by=request.user, at=timezone.now(), seat_id=id, person_id=data["person"], was=data["was"])
        return _drafted(made)


class Pin(Act):
    shape = PinIn

    @extend_schema(request=PinIn, responses=DraftedOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Keep a seat where it is, whatever the computer proposes."""
        pinned = self.entered(request)["pinned"]
        return _drafted(pin_placement(by=request.user, at=timezone.now(), seat_id=id, pinned=pinned))


class Undo(Act):
    @extend_schema(request=None, responses=DraftedOut, parameters=[DAY, IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID, day: str) -> Response:
        """Take the last change of the draft back."""
        return _drafted(undo_change(by=request.user, at=timezone.now(), organisation_id=id, day=_day(day)))


class Discard(Act):
    @extend_schema(request=None, responses=DraftedOut, parameters=[DAY, IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID, day: str) -> Response:
        """Take the whole draft back; that can be undone."""
        return _drafted(discard_plan(by=request.user, at=timezone.now(), organisation_id=id, day=_day(day)))


class Propose(Act):
    shape = ProposeIn

    @extend_schema(operation_id="dispatch_proposal", responses=ProposalOut, parameters=[DAY])
    def get(self, request: Request, id: UUID, day: str) -> Response:
        """How far the computer is with what it was asked last, and what it could not place."""
        demand(request.user, Permission.ORDER_DISPATCH, organisation_id=id)
        proposal = newest_proposal(plan_of(id, _day(day)))
        if proposal is None:
            raise NotFound
        return Response(_said(ProposalOut, proposal))

    @extend_schema(
        operation_id="dispatch_propose",
        request=ProposeIn,
        responses={200: ProposalOut, 202: ProposalOut},
        parameters=[DAY, IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID, day: str) -> Response:
        """Have routes proposed for what is open: a small day at once, a large one by a job (202, then ask again)."""
        keep = self.entered(request)["keep"]
        made = propose_plan(by=request.user, at=timezone.now(), organisation_id=id, day=_day(day), keep=keep)
        return Response(_said(ProposalOut, made), status=200 if made.ended_at is not None else 202)


class Publish(Act):
    @extend_schema(request=None, responses=PublishedOut, parameters=[DAY, IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID, day: str) -> Response:
        """Make the draft true and tell everybody; what could not be done stays in the draft with its reason."""
        made = publish_plan(by=request.user, at=timezone.now(), organisation_id=id, day=_day(day))
        refused = [{"seat": key, "code": why.code, "detail": str(why)} for key, why in made.refused.items()]
        return Response(_said(PublishedOut, {"done": made.done, "told": sorted(made.told), "refused": refused}))


def _said(shape: Any, row: Any, **context: Any) -> Any:
    return shape(row, context=context).data
