"""A month of a programme: looked at, proposed, decided, paid out, and whether it all agrees."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotFound, Refusal
from frontend.shell.calendar import month_of
from frontend.shell.going import see_other
from timebank.subsidies.actions.change_row import change_row
from timebank.subsidies.actions.decide_run import decide_run
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.drop_run import drop_run
from timebank.subsidies.actions.propose_run import propose_run
from timebank.subsidies.actions.report_paid import report_paid
from timebank.subsidies.enums import Finding, PaidState, ProgrammeKind, RunStatus
from timebank.subsidies.models import RunRow
from timebank.subsidies.queries.programmes import programme_for, reach
from timebank.subsidies.queries.runs import findings_of, reconciliation_of, rows_within, run_for
from timebank.subsidies.queries.sums import money_of

PAGE = 50


class PaidForm(forms.Form):
    """What the bank did."""

    paid_on = forms.DateField(label=gettext_lazy("Paid by the bank on"), widget=forms.DateInput(attrs={"type": "date"}))
    returned = forms.UUIDField(required=False, widget=forms.HiddenInput)


@login_required
@never_cache
@require_POST
def draw(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """``month=2026-11``: draw it up, or anew."""
    programme = programme_for(request.user, programme_id)
    month = month_of(request.POST.get("month", "")) or timezone.localdate().replace(day=1)
    try:
        run = draw_run(by=request.user, at=timezone.now(), programme_id=programme.id, month=month)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
        return see_other("subsidies:programme", programme.id)
    return see_other("subsidies:run", run.id)


@login_required
@never_cache
@require_safe
def show_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """``?finding=UNSEEN`` and ``?left_out=1`` narrow the rows down."""
    demand(request.user, Permission.SUBSIDY_SEE)
    run = run_for(request.user, run_id)
    programme = run.programme
    finding, left_out = request.GET.get("finding", ""), bool(request.GET.get("left_out"))
    rows = rows_within(run, reach(request.user, programme), finding=finding).select_related(
        "elder__person__home", "tier"
    )
    if left_out:
        rows = rows.filter(included=False)
    page = Paginator(rows.order_by("elder__person__home", "elder__person__name", "id", "for_month"), PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "run": run,
        "programme": programme,
        "page": shown,
        "rows": [(row, [Finding(one).label for one in row.findings]) for row in shown.object_list],
        "findings": findings_of(run),
        "left_out": run.rows.filter(included=False).count(),
        "finding": finding,
        "kept": urlencode([("finding", finding)] * bool(finding) + [("left_out", "1")] * left_out),
        "sums": reconciliation_of(run),
        "money": money_of([programme.budget])[programme.budget_id],
        "may_run": may(request.user, Permission.SUBSIDY_RUN, region_code=programme.region_id),
        "may_pay": may(request.user, Permission.SUBSIDY_PAY, region_code=programme.region_id),
        "may_decide": may(request.user, Permission.SUBSIDY_DECIDE, region_code=programme.region_id)
        and run.proposed_by_id != request.user.id,
        "cash": programme.kind == ProgrammeKind.CASH_ALLOWANCE,
        "paid": PaidForm(initial={"paid_on": timezone.localdate()}),
        "S": RunStatus,
        "P": PaidState,
    }
    return render(request, "subsidies/run.html", context)


@login_required
@never_cache
@require_POST
def act(request: HttpRequest, run_id: UUID, step: str) -> HttpResponse:
    """``propose``, ``approve``, ``return``, ``drop``, ``paid``: one action each."""
    demand(request.user, Permission.SUBSIDY_PAY if step == "paid" else Permission.SUBSIDY_RUN)
    run = run_for(request.user, run_id)
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "run_id": run.id}
    words = request.POST.get("words", "").replace("\x00", "")
    try:
        said = _act(step, asked, words, request)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, str(refusal))
        return see_other("subsidies:run", run.id)
    messages.success(request, said)
    if step == "drop":
        return see_other("subsidies:programme", run.programme_id)
    return see_other("subsidies:run", run.id)


def _act(step: str, asked: dict[str, Any], words: str, request: HttpRequest) -> str:
    if step == "propose":
        propose_run(**asked)
        return _("Proposed. Somebody else looks at it and posts it.")
    if step == "approve":
        run = decide_run(**asked, approve=True)
        facts = {"people": run.people}
        return ngettext("Posted for %(people)s person.", "Posted for %(people)s people.", run.people) % facts
    if step == "return":
        decide_run(**asked, approve=False, words=words)
        return _("Sent back.")
    if step == "drop":
        drop_run(**asked, words=words)
        return _("Dropped. The month can be drawn up again.")
    if step == "paid":
        form = PaidForm(request.POST)
        if not form.is_valid():
            return _("Give the day on which the bank paid.")
        back = form.cleaned_data["returned"]
        paid = report_paid(**asked, paid_on=form.cleaned_data["paid_on"], returned=[back] if back else [])
        return ngettext("%(paid)s payment noted.", "%(paid)s payments noted.", paid) % {"paid": paid}
    raise NotFound


@login_required
@never_cache
@require_POST
def change(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """``include=1`` or nothing, and why."""
    demand(request.user, Permission.SUBSIDY_RUN)
    run_id = RunRow.objects.filter(id=row_id).values_list("run", flat=True).first()
    if run_id is None:
        raise NotFound
    run = run_for(request.user, run_id)
    words = request.POST.get("words", "").replace("\x00", "")
    try:
        change_row(
            by=request.user, at=timezone.now(), row_id=row_id, include=bool(request.POST.get("include")), words=words
        )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, str(refusal))
    return see_other("subsidies:run", run.id)
