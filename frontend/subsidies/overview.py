"""Every programme with its money, and the months that wait for somebody."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.queries.programmes import programmes_for
from timebank.subsidies.queries.runs import runs_for
from timebank.subsidies.queries.sums import money_of

LATEST = 8


@login_required
@never_cache
@require_safe
def show_overview(request: HttpRequest) -> HttpResponse:
    """Budget, spent, set aside and left of each programme; whoever looks after a territory sees its own."""
    demand(request.user, Permission.SUBSIDY_SEE)
    programmes = list(programmes_for(request.user))
    sums = money_of([one.budget for one in programmes])
    runs = runs_for(request.user)
    context = {
        "rows": [(one, sums[one.budget_id]) for one in programmes],
        "waiting": runs.filter(status__in=(RunStatus.PROPOSED, RunStatus.DRAFT))[:LATEST],
        "latest": runs.filter(status=RunStatus.POSTED)[:LATEST],
        "may_run": may(request.user, Permission.SUBSIDY_RUN),
    }
    return render(request, "subsidies/overview.html", context)
