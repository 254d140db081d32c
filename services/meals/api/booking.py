"""Ordering meals, calling them off, and what became of them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.elders.enums import Consent
from accounts.policies.occurred import occurred
from services.meals.actions.book_meals import LONGEST_NOTE, Wish, book_meals
from services.meals.actions.cancel_meal import cancel_meal
from services.meals.actions.correct_meal import correct_meal
from services.meals.actions.decline_meal import decline_meal
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.miss_meal import miss_meal
from services.meals.enums import DECLINES, MealStatus, Proof, Sitting, Way
from services.meals.models import Meal
from services.meals.queries.menus import meal_for, visible_meals, with_everything

DEVICE = OpenApiParameter("X-Occurred-At", str, OpenApiParameter.HEADER, description="The device's clock")


class MealOut(serializers.Serializer[Meal]):
    id = serializers.UUIDField()
    elder = serializers.UUIDField(source="elder_id")
    menu = serializers.UUIDField(source="menu_id")
    place = serializers.UUIDField(source="menu.canteen_id")
    on = serializers.DateField()
    sitting = serializers.ChoiceField(Sitting.choices)
    title = serializers.CharField()
    way = serializers.ChoiceField(Way.choices)
    status = serializers.ChoiceField(MealStatus.choices)
    fen = serializers.IntegerField(help_text="The price")
    programme_fen = serializers.IntegerField(help_text="What a programme has set aside for it")
    paid_fen = serializers.IntegerField(help_text="What a programme has paid")
    own_fen = serializers.IntegerField(help_text="What the payer owes")
    clashes = serializers.ListField(child=serializers.CharField())
    late = serializers.BooleanField(help_text="Called off after the kitchen had counted")
    because = serializers.CharField(allow_blank=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class MealWishIn(serializers.Serializer[Any]):
    menu = serializers.UUIDField()
    dishes = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=12)
    way = serializers.ChoiceField(Way.choices, default=Way.EAT_IN)
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class BookingIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    meals = MealWishIn(many=True, allow_empty=False)
    consent = serializers.ChoiceField(Consent.choices, default=Consent.IN_PERSON, help_text="How the elder agreed")
    despite_clashes = serializers.BooleanField(default=False, help_text="The clashes were shown and it is right so")


class MealRefusedOut(serializers.Serializer[Any]):
    menu = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class BookedOut(serializers.Serializer[Any]):
    meals = MealOut(many=True)
    refused = MealRefusedOut(many=True, help_text="What could not be ordered, with the reason")


class CallOffIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class HandOverIn(serializers.Serializer[Any]):
    proof = serializers.ChoiceField(Proof.choices, default=Proof.SEEN)
    code = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")


class DeclineMealIn(serializers.Serializer[Any]):
    because = serializers.ChoiceField([(one.value, one.label) for one in DECLINES])
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class MissMealIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    away = serializers.BooleanField(default=False, help_text="The elder is known to be away: nobody is alarmed")


class CorrectMealIn(serializers.Serializer[Any]):
    eaten = serializers.BooleanField()
    reason = serializers.CharField(max_length=200)


class Meals(Act, generics.ListAPIView[Meal]):
    """Meals one has to do with, newest first."""

    shape = BookingIn
    serializer_class = MealOut
    pagination_class = NewestFirst
    queryset = Meal.objects.none()

    def get_queryset(self) -> QuerySet[Meal]:
        if getattr(self, "swagger_fake_view", False):
            return Meal.objects.none()
        rows = with_everything(visible_meals(self.request.user))
        asked = self.request.query_params.get("elder", "")
        return rows.filter(elder=serializers.UUIDField().run_validation(asked)) if asked else rows

    @extend_schema(operation_id="meals_list", parameters=[OpenApiParameter("elder", str, description="Id of an elder")])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="meals_book", request=BookingIn, responses={201: BookedOut}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request) -> Response:
        """Order one or many; those that cannot be ordered come back with the reason."""
        data = self.entered(request)
        wishes = [Wish(one["menu"], tuple(one["dishes"]), Way(one["way"]), one["note"]) for one in data["meals"]]
        done = book_meals(
            by=request.user,
            at=timezone.now(),
            elder_id=data["elder"],
            wishes=wishes,
            consent=Consent(data["consent"]),
            despite_clashes=data["despite_clashes"],
        )
        refused = [{"menu": wish.menu_id, "code": why.code, "detail": str(why)} for wish, why in done.refused]
        return Response({"meals": [_said(one) for one in done.meals], "refused": refused}, status=201)


class OneMeal(Act):
    @extend_schema(operation_id="meals_retrieve", responses=MealOut)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_said(meal_for(request.user, id)))


class CancelMeal(Act):
    shape = CallOffIn

    @extend_schema(request=CallOffIn, responses=MealOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Free until the orders end, late after that; the kitchen says why."""
        done = cancel_meal(by=request.user, at=timezone.now(), meal_id=id, **self.entered(request))
        return Response(_said(done))


class HandOver(Act):
    shape = HandOverIn

    @extend_schema(request=HandOverIn, responses=MealOut, parameters=[IDEMPOTENCY_KEY, DEVICE])
    def post(self, request: Request, id: UUID) -> Response:
        """With the elder's card or digits, or by sight; by its carrier or anybody of the canteen."""
        return Response(_said(hand_over_meal(**_asked(request, id), **self.entered(request))))


class Decline(Act):
    shape = DeclineMealIn

    @extend_schema(request=DeclineMealIn, responses=MealOut, parameters=[IDEMPOTENCY_KEY, DEVICE])
    def post(self, request: Request, id: UUID) -> Response:
        return Response(_said(decline_meal(**_asked(request, id), **self.entered(request))))


class Miss(Act):
    shape = MissMealIn

    @extend_schema(request=MissMealIn, responses=MealOut, parameters=[IDEMPOTENCY_KEY, DEVICE])
    def post(self, request: Request, id: UUID) -> Response:
        """Nobody opened or came: the village is asked to look in."""
        return Response(_said(miss_meal(**_asked(request, id), **self.entered(request))))


class Correct(Act):
    shape = CorrectMealIn

    @extend_schema(request=CorrectMealIn, responses=MealOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        done = correct_meal(by=request.user, at=timezone.now(), meal_id=id, **self.entered(request))
        return Response(_said(done))


def _asked(request: Request, meal_id: UUID) -> dict[str, Any]:
    now = timezone.now()
    done = occurred(request.headers, by=request.user, at=now)
    return {"by": request.user, "at": now, "meal_id": meal_id, "occurred": done}


def _said(meal: Meal) -> Any:
    shape: Any = MealOut
    return shape(meal).data
