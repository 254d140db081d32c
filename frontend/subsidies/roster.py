"""The payment roster of a month for the finance bureau."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.people.masks import mask_id
from frontend.shell.going import see_other
from frontend.shell.sheets import answer, workbook
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.models import RunRow
from timebank.subsidies.queries.runs import rows_of, run_for

HEADINGS = ("序号", "姓名", "身份证号", "乡镇/村", "发放月份", "金额（元）", "标准依据", "开户行", "账号", "发放情况")


@login_required
@never_cache
@require_POST
def download(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """``full=1``: whole numbers, only of a posted month, which a second person has seen; each look is written down."""
    demand(request.user, Permission.SUBSIDY_PAY)
    run = run_for(request.user, run_id)
    full = bool(request.POST.get("full"))
    if full:
        demand(request.user, Permission.SUBSIDY_PAY, region_code=run.programme.region_id)
        if run.status != RunStatus.POSTED:
            messages.error(request, _("Whole numbers are given once a second person has posted the month."))
            return see_other("subsidies:run", run.id)
    rows = [row for row in rows_of(run) if row.included]
    if full:
        people = {row.elder.person: f"run {run.id}" for row in rows}
        reveal_people(by=request.user, at=timezone.now(), people=people, purpose="roster")
    together = ["", "合计", "", "", "", sum(row.fen for row in rows) / 100, "", "", "", ""]
    made = workbook(
        run.programme.name_zh, HEADINGS, _lines(rows, full=full, posted=run.status == RunStatus.POSTED), together
    )
    name = f"{run.programme.name_zh}{run.month:%Y-%m}发放表{'' if full else '（号码已遮盖）'}.xlsx"
    return answer(made, name)


def _lines(rows: list[RunRow], *, full: bool, posted: bool) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, 1):
        person, account = row.elder.person, row.enrolment.bank_account
        yield [
            str(number),
            person.name,
            person.id_number if full else mask_id(person.id_number),
            person.home.name,
            f"{row.for_month:%Y-%m}",
            row.fen / 100,
            row.tier.citation if row.tier else "",
            row.enrolment.bank,
            account if full else f"****{account[-4:]}" if account else "",
            row.get_paid_display() if posted else "",
        ]
