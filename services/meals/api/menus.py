"""Menus, dishes and the kitchen's count."""

from datetime import date
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
from accounts.elders.fields import ALLERGENS, DIETS
from accounts.organisations.api.shapes import ClockField
from services.meals.actions.publish_menus import publish_menus
from services.meals.actions.write_dish import DEAREST_FEN, LONGEST_NAME, write_dish
from services.meals.actions.write_menu import MOST_PORTIONS, write_menu
from services.meals.enums import Sitting
from services.meals.models import Dish, Menu, MenuDish
from services.meals.queries.kitchen import Plate, Portions, kitchen_of, menu_kept_by
from services.meals.queries.menus import canteen_run_by, dishes_of, with_dishes

YEARS = range(2000, 2101)
PLACE = OpenApiParameter("place", str, required=True, description="Id of a place one's organisation runs")


class DishOut(serializers.Serializer[Dish]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    price_fen = serializers.IntegerField()
    allergens = serializers.ListField(child=serializers.ChoiceField(list(ALLERGENS)))
    diets = serializers.ListField(child=serializers.ChoiceField(list(DIETS)))


class DishIn(serializers.Serializer[Any]):
    place = serializers.UUIDField()
    dish = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="To write one anew")
    name = serializers.CharField(max_length=LONGEST_NAME)
    price_fen = serializers.IntegerField(min_value=0, max_value=DEAREST_FEN)
    allergens = serializers.ListField(child=serializers.ChoiceField(list(ALLERGENS)), required=False, max_length=8)
    diets = serializers.ListField(child=serializers.ChoiceField(list(DIETS)), required=False, max_length=8)


class MenuDishOut(serializers.Serializer[MenuDish]):
    dish = serializers.UUIDField(source="dish_id")
    name = serializers.CharField(source="dish.name")
    price_fen = serializers.IntegerField()
    allergens = serializers.ListField(source="dish.allergens", child=serializers.CharField())
    diets = serializers.ListField(source="dish.diets", child=serializers.CharField())


class MenuOut(serializers.Serializer[Menu]):
    id = serializers.UUIDField()
    place = serializers.UUIDField(source="canteen_id")
    on = serializers.DateField()
    sitting = serializers.ChoiceField(Sitting.choices)
    cut_off_at = serializers.DateTimeField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    most = serializers.IntegerField(allow_null=True, help_text="Portions; null: as many as are ordered")
    published_at = serializers.DateTimeField(allow_null=True)
    dishes = MenuDishOut(many=True, source="dishes.all")


class MenuIn(serializers.Serializer[Any]):
    place = serializers.UUIDField()
    on = serializers.DateField()
    sitting = serializers.ChoiceField(Sitting.choices)
    dishes = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=12)
    starts = ClockField(required=False, allow_null=True, default=None)
    ends = ClockField(required=False, allow_null=True, default=None)
    cut_off_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    most = serializers.IntegerField(min_value=1, max_value=MOST_PORTIONS, required=False, allow_null=True, default=None)

    def validate(self, attrs: Any) -> Any:
        if (attrs["starts"] is None) != (attrs["ends"] is None):
            raise serializers.ValidationError({"ends": "Give both or neither."})
        return attrs


class PublishMenusIn(serializers.Serializer[Any]):
    place = serializers.UUIDField()
    menus = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=63)


class PortionsOut(serializers.Serializer[Portions]):
    dish = serializers.UUIDField(source="row.dish_id")
    name = serializers.CharField(source="row.dish.name")
    now = serializers.IntegerField(source="number")
    counted = serializers.IntegerField(source="frozen", allow_null=True)


class ClashOut(serializers.Serializer[Any]):
    kind = serializers.CharField()
    code = serializers.CharField()
    dish = serializers.UUIDField(source="dish.id")


class PlateOut(serializers.Serializer[Plate]):
    meal = serializers.UUIDField(source="meal.id")
    status = serializers.CharField(source="meal.status")
    way = serializers.CharField(source="meal.way")
    clashes = ClashOut(many=True)


class KitchenOut(serializers.Serializer[Any]):
    menu = serializers.UUIDField(source="menu.id")
    counted_at = serializers.DateTimeField(source="menu.counted_at", allow_null=True)
    counted = serializers.IntegerField(source="frozen", allow_null=True, help_text="Plates at the cut-off")
    now = serializers.IntegerField(source="number", help_text="Plates that stand")
    dishes = PortionsOut(many=True)
    plates = PlateOut(many=True)
    late = PlateOut(many=True, help_text="Called off after the count")


class Menus(Act, generics.ListAPIView[Menu]):
    """Published menus, newest first."""

    shape = MenuIn
    serializer_class = MenuOut
    pagination_class = NewestFirst
    queryset = Menu.objects.none()

    def get_queryset(self) -> QuerySet[Menu]:
        rows = with_dishes(Menu.objects.filter(published_at__isnull=False))
        code, first = (self.request.query_params.get(name, "") for name in ("region", "on"))
        if code.isascii() and code.isdigit():
            rows = rows.filter(canteen__region__code__startswith=code)
        return rows.filter(on=day_asked(first)) if first else rows

    @extend_schema(
        operation_id="menus_list",
        parameters=[
            OpenApiParameter("region", str, description="Code of a place: canteens below it"),
            OpenApiParameter("on", str, description="One day, 2026-11-19"),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="menus_write", request=MenuIn, responses={201: MenuOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Write the menu of a day and sitting, or write it anew; it is given out by publishing it."""
        data = self.entered(request)
        menu = write_menu(
            by=request.user,
            at=timezone.now(),
            place_id=data["place"],
            on=data["on"],
            sitting=data["sitting"],
            dish_ids=data["dishes"],
            hours=(data["starts"], data["ends"]) if data["starts"] is not None else None,
            cut_off_at=data["cut_off_at"],
            most=data["most"],
        )
        return Response(_said(MenuOut, menu), status=201)


class PublishMenus(Act):
    shape = PublishMenusIn

    @extend_schema(request=PublishMenusIn, responses=MenuOut(many=True), parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Menus of one canteen go out; those that are out already are not in the answer."""
        data = self.entered(request)
        out = publish_menus(by=request.user, at=timezone.now(), place_id=data["place"], menu_ids=data["menus"])
        shape: Any = MenuOut
        return Response(shape(out, many=True).data)


class Dishes(Act):
    shape = DishIn

    @extend_schema(operation_id="dishes_list", responses=DishOut(many=True), parameters=[PLACE])
    def get(self, request: Request) -> Response:
        """What one's canteen cooks, by name."""
        place_id = serializers.UUIDField().run_validation(request.query_params.get("place", ""))
        shape: Any = DishOut
        return Response(shape(dishes_of(canteen_run_by(request.user, place_id)), many=True).data)

    @extend_schema(operation_id="dishes_write", request=DishIn, responses={201: DishOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        data = self.entered(request)
        dish = write_dish(
            by=request.user,
            at=timezone.now(),
            place_id=data["place"],
            name=data["name"],
            price_fen=data["price_fen"],
            allergens=data.get("allergens", ()),
            diets=data.get("diets", ()),
            dish_id=data["dish"],
        )
        return Response(_said(DishOut, dish), status=201)


class KitchenCount(APIView):
    @extend_schema(operation_id="menus_count", responses=KitchenOut)
    def get(self, request: Request, id: UUID) -> Response:
        """How many of what, and which meals do not go with what is known of the elder."""
        return Response(_said(KitchenOut, kitchen_of(menu_kept_by(request.user, id))))


def day_asked(text: str) -> date:
    """A day out of a query. Raises ValidationError, also for one of another century."""
    day: date = serializers.DateField().run_validation(text)
    if day.year not in YEARS:
        raise serializers.ValidationError({"on": "A day of this century."})
    return day


def _said(shape: Any, row: Any) -> Any:
    return shape(row).data
