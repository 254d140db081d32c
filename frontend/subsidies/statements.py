"""What organisations are owed for a month, and paying them."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.refusals import Refusal
from accounts.regions.models import Region
from frontend.shell.calendar import month_of
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.sheets import answer, workbook
from timebank.subsidies.actions.approve_statement import approve_statement
from timebank.subsidies.actions.make_statements import make_statements
from timebank.subsidies.actions.pay_statement import pay_statement
from timebank.subsidies.queries.statements import lines_of, statement_for, statements_for

PAGE = 30
HEADINGS = ("日期", "服务", "数量", "合同", "合同单价（元）", "金额（元）", "项目", "订单号")


class ApproveForm(forms.Form):
    """Less what is deducted."""

    yuan = forms.DecimalField(
        label=gettext_lazy("Deduct, yuan"), min_value=0, max_value=10**8, decimal_places=2, initial=0, required=False
    )
    because = forms.CharField(label=gettext_lazy("Why deducted"), max_length=200, required=False)


class PayForm(forms.Form):
    paid_on = forms.DateField(label=gettext_lazy("Paid by the bank on"), widget=forms.DateInput(attrs={"type": "date"}))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_statements(request: HttpRequest) -> HttpResponse:
    """All statements; ``month=2026-11`` draws a month up."""
    demand(request.user, Permission.SUBSIDY_PAY)
    if request.method == "POST":
        return _make(request)
    page = Paginator(statements_for(request.user), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "subsidies/statements.html",
        {
            "page": page,
            "month": timezone.localdate().replace(day=1),
            "may_run": may(request.user, Permission.SUBSIDY_RUN),
        },
    )


def _make(request: HttpRequest) -> HttpResponse:
    demand(request.user, Permission.SUBSIDY_RUN)
    month = month_of(request.POST.get("month", "")) or timezone.localdate().replace(day=1)
    made = []
    for region in Region.objects.filter(code__in=territories(request.user, Permission.SUBSIDY_RUN)):
        try:
            made += make_statements(by=request.user, at=timezone.now(), region=region, month=month)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return see_other("subsidies:statements")
    if made:
        messages.success(request, _("Drawn up from confirmed work under a contract."))
    else:
        messages.info(request, _("No confirmed work under a contract waits to be paid."))
    return see_other("subsidies:statements")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Its lines, and the next step: approve by a second person, then paid."""
    demand(request.user, Permission.SUBSIDY_PAY)
    statement = statement_for(request.user, statement_id)
    approve = ApproveForm(posted(request, "approve"))
    pay = PayForm(posted(request, "pay"), initial={"paid_on": timezone.localdate()})
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "statement_id": statement.id}

    def agree(data: dict[str, Any]) -> None:
        approve_statement(**asked, deducted_fen=int((data["yuan"] or 0) * 100), because=data["because"])

    if approve.is_bound and carried_out(approve, agree):
        messages.success(request, _("Approved."))
        return see_other("subsidies:statement", statement.id)
    if pay.is_bound and carried_out(pay, lambda data: pay_statement(**asked, **data)):
        messages.success(request, _("Noted as paid."))
        return see_other("subsidies:statement", statement.id)
    context = {
        "statement": statement,
        "lines": lines_of(statement),
        "approve": approve,
        "pay": pay,
        "may_run": may(request.user, Permission.SUBSIDY_RUN, region_code=statement.region_id),
        "may_decide": may(request.user, Permission.SUBSIDY_DECIDE, region_code=statement.region_id)
        and statement.made_by_id != request.user.id,
    }
    return render(request, "subsidies/statement.html", context, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
@require_POST
def download(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """The payment sheet."""
    demand(request.user, Permission.SUBSIDY_PAY)
    statement = statement_for(request.user, statement_id)
    rows = [
        [
            one.service_on.isoformat(),
            one.item_zh,
            one.quantity,
            one.contract_number,
            (one.price_fen or 0) / 100,
            one.settled_fen / 100,
            one.wallet.programme.name_zh,
            str(one.order_id),
        ]
        for one in lines_of(statement)
    ]
    total = ["合计", "", "", "扣除", statement.deducted_fen / 100, statement.to_pay / 100, "", ""]
    name = f"{statement.organisation.name}{statement.month:%Y-%m}结算单.xlsx"
    return answer(workbook("结算", HEADINGS, rows, total), name)
