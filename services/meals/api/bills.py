"""Bills of meals."""

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
from services.meals.actions.make_bills import make_bills
from services.meals.actions.pay_bill import LONGEST_RECEIPT, pay_bill
from services.meals.enums import BillStatus
from services.meals.models import Bill, BillLine
from services.meals.queries.bills import bill_for, lines_of, visible_bills


class MealBillOut(serializers.Serializer[Bill]):
    id = serializers.UUIDField()
    payer = serializers.UUIDField(source="payer_id")
    organisation = serializers.UUIDField(source="organisation_id")
    month = serializers.DateField(help_text="Its first day")
    status = serializers.ChoiceField(BillStatus.choices)
    meals = serializers.IntegerField()
    fen = serializers.IntegerField()
    paid_on = serializers.DateField(allow_null=True)
    receipt = serializers.CharField(allow_blank=True)


class MealBillLineOut(serializers.Serializer[BillLine]):
    meal = serializers.UUIDField(source="meal_id")
    elder = serializers.UUIDField(source="meal.elder_id")
    on = serializers.DateField(source="meal.on")
    price_fen = serializers.IntegerField()
    programme_fen = serializers.IntegerField(help_text="Paid by a programme")
    waived_fen = serializers.IntegerField(help_text="Not charged, since nobody ate it")
    before_fen = serializers.IntegerField(help_text="Charged on other bills")
    fen = serializers.IntegerField(help_text="price − programme − waived − before")


class MealBillInFull(MealBillOut):
    lines = MealBillLineOut(many=True, source="all_lines")


class DrawMealBillsIn(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()
    month = serializers.DateField(help_text="Any day of the month")


class PayMealBillIn(serializers.Serializer[Any]):
    paid_on = serializers.DateField()
    receipt = serializers.CharField(max_length=LONGEST_RECEIPT)


class Bills(generics.ListAPIView[Bill]):
    """Bills one pays, those of elders one helps, and those of organisations one dispatches for; newest first."""

    serializer_class = MealBillOut
    pagination_class = NewestFirst
    queryset = Bill.objects.none()

    def get_queryset(self) -> QuerySet[Bill]:
        if getattr(self, "swagger_fake_view", False):
            return Bill.objects.none()
        return visible_bills(self.request.user)

    @extend_schema(operation_id="meal_bills_list", parameters=[OpenApiParameter("page_size", int)])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class DrawBills(Act):
    shape = DrawMealBillsIn

    @extend_schema(request=DrawMealBillsIn, responses=MealBillOut(many=True), parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Draw the open bills of a month up anew. Twice is once."""
        data = self.entered(request)
        made = make_bills(by=request.user, at=timezone.now(), organisation_id=data["organisation"], month=data["month"])
        shape: Any = MealBillOut
        return Response(shape(made, many=True).data)


class OneBill(Act):
    @extend_schema(operation_id="meal_bills_retrieve", responses=MealBillInFull)
    def get(self, request: Request, id: UUID) -> Response:
        bill = bill_for(request.user, id)
        bill.all_lines = lines_of(bill)  # type: ignore[attr-defined]
        shape: Any = MealBillInFull
        return Response(shape(bill).data)


class PayBill(Act):
    shape = PayMealBillIn

    @extend_schema(request=PayMealBillIn, responses=MealBillOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Note that it was paid, by whoever dispatches for the organisation."""
        shape: Any = MealBillOut
        return Response(shape(pay_bill(by=request.user, at=timezone.now(), bill_id=id, **self.entered(request))).data)
