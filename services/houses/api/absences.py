"""Days away over HTTP, with whom they concern. The POST is one call into one action."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.organisations.api.shapes import AbsenceIn
from services.houses.actions.enter_absence import enter_absence
from services.houses.api.hours import FIRST, LAST, period_of
from services.houses.queries.absences import member_for, seats_hit
from services.orders.models import Assignment


class AffectedOut(serializers.Serializer[Assignment]):
    assignment = serializers.UUIDField(source="id")
    order = serializers.UUIDField(source="order_id")
    starts_at = serializers.DateTimeField(source="order.starts_at")
    ends_at = serializers.DateTimeField(source="order.ends_at")


class AwayIn(AbsenceIn):
    free = serializers.BooleanField(
        required=False, default=False, help_text="Take the name off these orders; for whoever dispatches"
    )


class AwayOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    freed = serializers.ListField(child=serializers.UUIDField(), help_text="Assignments that nobody is named for now")


class Away(Act):
    shape = AwayIn

    @extend_schema(operation_id="absence_affects", responses=AffectedOut(many=True), parameters=[FIRST, LAST])
    def get(self, request: Request, id: UUID) -> Response:
        """Orders for which the member is named on these days, before anything is written down."""
        member = member_for(request.user, id)
        shape: Any = AffectedOut
        return Response(shape(seats_hit(member, *period_of(request)), many=True).data)

    @extend_schema(request=AwayIn, responses={201: AwayOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Write the days down and, if asked, let the dispatch board look for somebody else."""
        leave, freed = enter_absence(by=request.user, at=timezone.now(), member_id=id, **self.entered(request))
        return Response({"id": leave.id, "freed": freed}, status=201)
