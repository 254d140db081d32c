"""The month's run: draw, look, propose, decide, paid out."""

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
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand
from timebank.subsidies.actions.change_row import change_row
from timebank.subsidies.actions.decide_run import decide_run
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.drop_run import drop_run
from timebank.subsidies.actions.propose_run import propose_run
from timebank.subsidies.actions.report_paid import report_paid
from timebank.subsidies.api import shapes
from timebank.subsidies.models import Run, RunRow
from timebank.subsidies.queries.programmes import programme_for, reach
from timebank.subsidies.queries.runs import findings_of, reconciliation_of, rows_within, run_for, runs_for


class Runs(Idempotent, generics.ListAPIView[Run]):
    serializer_class = shapes.RunOut
    pagination_class = NewestFirst

    @extend_schema(operation_id="runs_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Months of the programmes that reach one's territory."""
        demand(request.user, Permission.SUBSIDY_SEE)
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Run]:
        if getattr(self, "swagger_fake_view", False):
            return Run.objects.none()
        return runs_for(self.request.user)

    @extend_schema(request=shapes.RunIn, responses={201: shapes.RunOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Draw a month up, or anew while it is a preview. Proposed or posted it is given back as it stands."""
        shape = shapes.RunIn(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        run = draw_run(by=request.user, at=timezone.now(), programme_id=data["programme"], month=data["month"])
        return Response(shapes.RunOut(run).data, status=201)


class OneRun(Act):
    @extend_schema(operation_id="run_retrieve", responses=shapes.WholeRunOut)
    def get(self, request: Request, id: UUID) -> Response:
        """Sums of a month, what to look at, and whether roster and ledger agree."""
        run = run_for(request.user, id)
        found = [{"finding": one, "rows": number} for one, number in findings_of(run)]
        sums = reconciliation_of(run)
        whole = {**shapes.RunOut(run).data, "findings": found, "reconciliation": shapes.ReconciliationOut(sums).data}
        return Response(whole)


class Rows(generics.ListAPIView[RunRow]):
    serializer_class = shapes.RowOut
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="run_rows_list",
        parameters=[OpenApiParameter("finding", str, description="Only rows with this finding")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Rows of a month, one a person and month paid."""
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[RunRow]:
        if getattr(self, "swagger_fake_view", False):
            return RunRow.objects.none()
        run = run_for(self.request.user, self.kwargs["id"])
        programme = programme_for(self.request.user, run.programme_id)
        finding = self.request.query_params.get("finding", "")
        return rows_within(run, reach(self.request.user, programme), finding=finding)


class ChangeRow(Act):
    shape = shapes.ChangeRowIn

    @extend_schema(request=shapes.ChangeRowIn, responses=shapes.RowOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Put a row of a preview in, or leave it out, and say why."""
        row = change_row(by=request.user, at=timezone.now(), row_id=id, **self.entered(request))
        return Response(shapes.RowOut(row).data)


class Propose(Act):
    @extend_schema(request=None, responses=shapes.RunOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Ask a second person to post it."""
        return Response(shapes.RunOut(propose_run(by=request.user, at=timezone.now(), run_id=id)).data)


class Decide(Act):
    shape = shapes.DecideIn

    @extend_schema(request=shapes.DecideIn, responses=shapes.RunOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Post it as one batch, or send it back. Not by who proposed it; approved twice, it is posted once."""
        return Response(
            shapes.RunOut(decide_run(by=request.user, at=timezone.now(), run_id=id, **self.entered(request))).data
        )


class Drop(Act):
    shape = shapes.DropIn

    @extend_schema(request=shapes.DropIn, responses=shapes.RunOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Do away with a month that is not posted."""
        run = drop_run(by=request.user, at=timezone.now(), run_id=id, **self.entered(request))
        return Response(shapes.RunOut(run).data)


class Paid(Act):
    shape = shapes.PaidIn

    @extend_schema(request=shapes.PaidIn, responses=shapes.PaidOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """What the bank did with a posted month of a cash allowance."""
        return Response({"paid": report_paid(by=request.user, at=timezone.now(), run_id=id, **self.entered(request))})
