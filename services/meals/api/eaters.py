"""What holds for one elder at the table: days away, and who pays."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from services.meals.actions.end_away import end_away
from services.meals.actions.set_away import LONGEST_WORDS, set_away
from services.meals.actions.set_payer import set_payer
from services.meals.api.booking import MealOut
from services.meals.models import Away
from services.meals.queries.away import absences_of
from services.meals.queries.money import payer_of


class MealAbsenceOut(serializers.Serializer[Away]):
    id = serializers.UUIDField()
    elder = serializers.UUIDField(source="elder_id")
    first_on = serializers.DateField()
    last_on = serializers.DateField(help_text="The last day away")
    words = serializers.CharField()
    cancelled_at = serializers.DateTimeField(allow_null=True)


class MealAbsenceIn(serializers.Serializer[Any]):
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    words = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="")


class MealAbsenceSaidOut(serializers.Serializer[Any]):
    away = MealAbsenceOut()
    called_off = MealOut(many=True, help_text="Meals of these days")


class PayerOut(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    payer = serializers.UUIDField(help_text="A person: the elder, or whoever said they pay")


class PayerIn(serializers.Serializer[Any]):
    pays = serializers.BooleanField(help_text="Whether one pays oneself; nobody can put it on somebody else")


class Absences(Act):
    shape = MealAbsenceIn

    @extend_schema(operation_id="meal_absences_list", responses=MealAbsenceOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """Absences that run or are to come, the next first."""
        elder = _elder(request, id)
        shape: Any = MealAbsenceOut
        return Response(shape(absences_of(elder.id, since=timezone.localdate()), many=True).data)

    @extend_schema(
        operation_id="meal_absences_say",
        request=MealAbsenceIn,
        responses={201: MealAbsenceSaidOut},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """The elder is elsewhere from the first day to the last; meals of these days are called off."""
        away, gone = set_away(by=request.user, at=timezone.now(), elder_id=id, **self.entered(request))
        shape: Any = MealAbsenceSaidOut
        return Response(shape({"away": away, "called_off": gone}).data, status=201)


class EndAbsence(Act):
    @extend_schema(request=None, responses=MealAbsenceOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """The elder counts as here again; meals are ordered anew."""
        shape: Any = MealAbsenceOut
        return Response(shape(end_away(by=request.user, at=timezone.now(), away_id=id)).data)


class MealPayer(Act):
    shape = PayerIn

    @extend_schema(operation_id="meal_payer_retrieve", responses=PayerOut)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_paid_by(_elder(request, id)))

    @extend_schema(operation_id="meal_payer_say", request=PayerIn, responses=PayerOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """I pay for what this elder eats from now on, or no longer."""
        set_payer(by=request.user, at=timezone.now(), elder_id=id, **self.entered(request))
        return Response(_paid_by(_elder(request, id)))


def _elder(request: Request, elder_id: UUID) -> Elder:
    return elder_for(request.user, elder_id, power=Power.ORDER, on=timezone.localdate())


def _paid_by(elder: Elder) -> Any:
    shape: Any = PayerOut
    return shape({"elder": elder.id, "payer": payer_of(elder, on=timezone.localdate()).id}).data
