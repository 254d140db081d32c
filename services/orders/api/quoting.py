"""What an order would cost and who would pay it, before it is placed."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from services.orders.actions.place_order import FURTHEST, Line, TimeInThePast, TimeTooFar, chosen_lines
from services.orders.api import serializers as shapes
from services.orders.queries.payment import payment_of
from timebank.purses.queries.sources import ALL


class QuoteOrder(APIView):
    @extend_schema(operation_id="quote_order", request=shapes.QuoteIn, responses=shapes.QuoteOut)
    def post(self, request: Request) -> Response:
        """From where each thing would be paid: own minutes, gift, pool, programme, cash. Nothing is written."""
        asked = shapes.QuoteIn(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        today = timezone.localdate()
        elder = elder_for(request.user, data["elder"], power=Power.ORDER, on=today)
        if data["day"] < today:
            raise TimeInThePast(field="day")
        if data["day"] - today > FURTHEST:
            raise TimeTooFar(field="day")
        lines = chosen_lines([Line(line["item"], line["quantity"]) for line in data["lines"]], elder, data["day"])
        payment = payment_of(
            elder,
            [(version, line.quantity) for line, version in lines],
            on=data["day"],
            today=today,
            pay_from=data.get("pay_from", ALL),
        )
        return Response(shapes.QuoteOut(payment).data)
