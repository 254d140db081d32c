"""Budgets and statements."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act, Idempotent
from accounts.access.pagination import NewestFirst
from timebank.subsidies.actions.approve_statement import approve_statement
from timebank.subsidies.actions.make_statements import make_statements
from timebank.subsidies.actions.open_budget import PlaceSheet, open_budget
from timebank.subsidies.actions.pay_statement import pay_statement
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.spend import spend
from timebank.subsidies.api import shapes
from timebank.subsidies.api.programmes import region_of
from timebank.subsidies.models import Budget, Statement
from timebank.subsidies.queries.budgets import budgets_for
from timebank.subsidies.queries.statements import lines_of, statement_for, statements_for
from timebank.subsidies.queries.sums import money_of


def _with_money(budgets: list[Budget]) -> list[Budget]:
    sums = money_of(budgets)
    for budget in budgets:
        for name in ("given", "spent", "held", "left"):
            setattr(budget, f"{name}_fen", getattr(sums[budget.id], name))
    return budgets


class Budgets(Idempotent, generics.ListAPIView[Budget]):
    serializer_class = shapes.BudgetOut
    pagination_class = NewestFirst

    @extend_schema(operation_id="budgets_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Budgets of one's territory: put in, spent, set aside, left."""
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Budget]:
        if getattr(self, "swagger_fake_view", False):
            return Budget.objects.none()
        return budgets_for(self.request.user)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return page if page is None else _with_money(list(page))

    @extend_schema(request=shapes.BudgetIn, responses={201: shapes.BudgetOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Open one for a county, township or village."""
        shape = shapes.BudgetIn(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        place = PlaceSheet(**data["place"]) if data["place"] else None
        made = open_budget(
            by=request.user, at=timezone.now(), region=region_of(data["region"]), name=data["name"], place=place
        )
        return Response(shapes.BudgetOut(_with_money([made])[0]).data, status=201)


class PutIn(Act):
    shape = shapes.PutInIn

    @extend_schema(request=shapes.PutInIn, responses={201: shapes.MovementOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Money comes in; a gift gets a receipt with the next number."""
        made = put_in(by=request.user, at=timezone.now(), budget_id=id, **self.entered(request))
        return Response(shapes.MovementOut(made).data, status=201)


class Spend(Act):
    shape = shapes.SpendIn

    @extend_schema(request=shapes.SpendIn, responses={201: shapes.MovementOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Money goes out: into another budget, or paid."""
        data = self.entered(request)
        into = data.pop("into")
        made = spend(by=request.user, at=timezone.now(), budget_id=id, into_id=into, **data)
        return Response(shapes.MovementOut(made).data, status=201)


class Statements(Act):
    shape = shapes.StatementsIn

    @extend_schema(operation_id="statements_list", responses=shapes.StatementOut(many=True))
    def get(self, request: Request) -> Response:
        """Those of one's territory, and of organisations one manages: the latest 500."""
        shown: Any = shapes.StatementOut
        return Response(shown(statements_for(request.user)[:500], many=True).data)

    @extend_schema(
        request=shapes.StatementsIn, responses={201: shapes.StatementOut(many=True)}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request) -> Response:
        """Draw up what each organisation is owed for a month, or anew what is not approved."""
        data = self.entered(request)
        region = region_of(data["region"])
        made = make_statements(by=request.user, at=timezone.now(), region=region, month=data["month"])
        shown: Any = shapes.StatementOut
        return Response(shown(made, many=True).data, status=201)


class OneStatement(Act):
    @extend_schema(operation_id="statement_retrieve", responses=shapes.WholeStatementOut)
    def get(self, request: Request, id: UUID) -> Response:
        """One, with its lines."""
        found: Statement = statement_for(request.user, id)
        shown: Any = shapes.StatementLineOut
        return Response({**shapes.StatementOut(found).data, "work": shown(lines_of(found), many=True).data})


class Approve(Act):
    shape = shapes.ApproveIn

    @extend_schema(request=shapes.ApproveIn, responses=shapes.StatementOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Agree to it, less what is deducted. Not by who drew it up."""
        done = approve_statement(by=request.user, at=timezone.now(), statement_id=id, **self.entered(request))
        return Response(shapes.StatementOut(done).data)


class Pay(Act):
    shape = shapes.PayIn

    @extend_schema(request=shapes.PayIn, responses=shapes.StatementOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """The bank has paid it."""
        done = pay_statement(by=request.user, at=timezone.now(), statement_id=id, **self.entered(request))
        return Response(shapes.StatementOut(done).data)
