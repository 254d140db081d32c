"""Rounds of a canteen: drawn, moved, given out; and those one carries oneself."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from services.meals.actions.change_round import LONGEST_NAME, change_round
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.move_stop import move_stop
from services.meals.actions.publish_round import publish_round
from services.meals.actions.serve_rest import serve_rest
from services.meals.api.booking import MealOut
from services.meals.api.menus import day_asked
from services.meals.models import DeliveryRound
from services.meals.queries.kitchen import menu_kept_by
from services.meals.queries.rounds import Way, rounds_carried_by, rounds_of

ON = OpenApiParameter("on", str, description="A day, 2026-11-19; today without it")


class RoundStopOut(serializers.Serializer[Any]):
    meal = serializers.UUIDField(source="id")
    elder = serializers.UUIDField(source="elder_id")
    stop = serializers.IntegerField(allow_null=True)
    status = serializers.CharField()


class DeliveryRoundOut(serializers.Serializer[DeliveryRound]):
    id = serializers.UUIDField()
    menu = serializers.UUIDField(source="menu_id")
    name = serializers.CharField()
    carrier = serializers.UUIDField(source="carrier_id", allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class WayOut(serializers.Serializer[Way]):
    round = DeliveryRoundOut()
    metres = serializers.IntegerField(help_text="From door to door in straight lines")
    stops = RoundStopOut(many=True)


class ChangeRoundIn(serializers.Serializer[Any]):
    carrier = serializers.UUIDField(allow_null=True, help_text="A person; null: nobody, and it is called back")
    name = serializers.CharField(max_length=LONGEST_NAME, required=False, allow_blank=True, default="")


class MoveStopIn(serializers.Serializer[Any]):
    round = serializers.UUIDField()
    stop = serializers.IntegerField(min_value=1, max_value=500, help_text="Before which door; the first is 1")


class MenuRounds(APIView):
    @extend_schema(operation_id="menu_rounds_list", responses=WayOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """All rounds of a sitting by name, with their doors in order."""
        return Response(_ways(rounds_of(menu_kept_by(request.user, id))))


class DrawRounds(Act):
    @extend_schema(request=None, responses=WayOut(many=True), parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Whoever has no round yet comes on the one of last time, else where the way grows least."""
        menu = menu_kept_by(request.user, id)
        draw_rounds(by=request.user, at=timezone.now(), menu_id=menu.id)
        return Response(_ways(rounds_of(menu)))


class ServeRest(Act):
    @extend_schema(request=None, responses=MealOut(many=True), parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Whoever eats there or fetches, and of whom nothing is written yet, has had the meal."""
        shape: Any = MealOut
        done = serve_rest(by=request.user, at=timezone.now(), menu_id=id)
        return Response(shape(done, many=True).data)


class ChangeRound(Act):
    shape = ChangeRoundIn

    @extend_schema(request=ChangeRoundIn, responses=DeliveryRoundOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Name the carrier; a round that is out changes hands."""
        data = self.entered(request)
        now = timezone.now()
        done = change_round(by=request.user, at=now, round_id=id, carrier_id=data["carrier"], name=data["name"])
        return Response(_round(done))


class PublishRound(Act):
    @extend_schema(request=None, responses=DeliveryRoundOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        return Response(_round(publish_round(by=request.user, at=timezone.now(), round_id=id)))


class MoveStop(Act):
    shape = MoveStopIn

    @extend_schema(request=MoveStopIn, responses=RoundStopOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Put a meal before another door, or on another round of the same sitting."""
        data = self.entered(request)
        now = timezone.now()
        done = move_stop(by=request.user, at=now, meal_id=id, round_id=data["round"], stop=data["stop"])
        shape: Any = RoundStopOut
        return Response(shape(done).data)


class CarriedRounds(APIView):
    @extend_schema(operation_id="meal_rounds_carried", responses=DeliveryRoundOut(many=True), parameters=[ON])
    def get(self, request: Request) -> Response:
        """The rounds one carries on a day, the first to leave first."""
        asked = request.query_params.get("on", "")
        on: date = day_asked(asked) if asked else timezone.localdate()
        shape: Any = DeliveryRoundOut
        return Response(shape(rounds_carried_by(request.user, on=on), many=True).data)


def _ways(ways: list[Way]) -> Any:
    shape: Any = WayOut
    return shape(ways, many=True).data


def _round(row: DeliveryRound) -> Any:
    shape: Any = DeliveryRoundOut
    return shape(row).data
