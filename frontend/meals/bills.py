"""Bills of meals: what I pay, what others pay to our canteen, and noting that it was paid."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import Refusal
from frontend.shell.calendar import month_of
from frontend.shell.going import DayInput, posted, see_other
from frontend.shell.sheets import answer, workbook
from services.meals.actions.make_bills import make_bills
from services.meals.actions.pay_bill import LONGEST_RECEIPT, pay_bill
from services.meals.enums import BillStatus
from services.meals.queries.bills import bill_for, bills_of, lines_of, own_bills
from services.meals.queries.menus import canteen_run_by

PAGE = 30
HEADINGS = (
    "日期",
    "餐次",
    "用餐老人",
    "食堂",
    "菜",
    "价格（元）",
    "项目付（元）",
    "免收（元）",
    "已收（元）",
    "应付（元）",
    "结果",
)


class PaidForm(forms.Form):
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), widget=DayInput)
    receipt = forms.CharField(
        label=gettext_lazy("Receipt"),
        max_length=LONGEST_RECEIPT,
        help_text=gettext_lazy("The number of the receipt, or how it was paid: cash, transfer."),
    )


@login_required
@never_cache
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """What I owe and what I have paid."""
    page = Paginator(own_bills(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "meals/bills.html", {"page": page, "place": None})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_of_canteen(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What everybody owes the organisation that runs a canteen; POST ``month=2026-11`` draws a month up anew."""
    place = canteen_run_by(request.user, place_id)
    assert place.operator is not None
    if request.method == "POST":
        month = month_of(request.POST.get("month", "")) or timezone.localdate().replace(day=1)
        try:
            made = make_bills(by=request.user, at=timezone.now(), organisation_id=place.operator.id, month=month)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Drawn up: %(number)s bills.") % {"number": len(made)})
        return see_other("meals:canteen_bills", place.id)
    rows = bills_of(place.operator.id)
    owed = rows.filter(status=BillStatus.OPEN).aggregate(n=Sum("fen", default=0))["n"]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {"page": page, "place": place, "owed": owed, "month": today.replace(day=1)}
    return render(request, "meals/bills.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_bill(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """One bill, to read, print and, for the canteen, to note as paid."""
    bill = bill_for(request.user, bill_id)
    keeps = may(request.user, Permission.ORDER_DISPATCH, organisation_id=bill.organisation_id)
    form = PaidForm(posted(request, "pay"), initial={"paid_on": timezone.localdate()})
    if keeps and form.is_bound and form.is_valid():
        try:
            pay_bill(by=request.user, at=timezone.now(), bill_id=bill.id, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Noted as paid."))
            return see_other("meals:bill", bill.id)
    lines = lines_of(bill)
    context = {
        "bill": bill,
        "lines": lines,
        "eaters": _by_eater(lines),
        "price": sum(line.price_fen for line in lines),
        "programme": sum(line.programme_fen for line in lines),
        "keeps": keeps,
        "form": form,
    }
    return render(request, "meals/bill.html", context, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
@require_safe
def download(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """The bill as a sheet."""
    bill = bill_for(request.user, bill_id)
    rows = [
        [
            line.meal.on.isoformat(),
            str(line.meal.get_sitting_display()),
            line.meal.elder.person.name,
            line.meal.menu.canteen.name,
            line.meal.title,
            line.price_fen / 100,
            line.programme_fen / 100,
            line.waived_fen / 100,
            line.before_fen / 100,
            line.fen / 100,
            str(line.meal.get_status_display()),
        ]
        for line in lines_of(bill)
    ]
    total: list[Any] = ["合计", "", "", "", "", "", "", "", "", bill.fen / 100, ""]
    name = f"{bill.payer.name}{bill.month:%Y-%m}伙食账单.xlsx"
    return answer(workbook("伙食", HEADINGS, rows, total), name)


def _by_eater(lines: list[Any]) -> list[tuple[Any, list[Any], int]]:
    """Elder, their lines, what they come to."""
    found: dict[Any, list[Any]] = {}
    for line in lines:
        found.setdefault(line.meal.elder, []).append(line)
    return [(elder, of, sum(line.fen for line in of)) for elder, of in found.items()]
