"""Every programme with its money, and the months that wait for somebody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.shell.going import see_other
from timebank.subsidies.actions.load_programmes import load_programmes
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.queries.programmes import programmes_for
from timebank.subsidies.queries.runs import runs_for
from timebank.subsidies.queries.sums import money_of

LATEST = 8
PRESET = "datian-2020"


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
        "may_pay": may(request.user, Permission.SUBSIDY_PAY),
        "sees_figures": may(request.user, Permission.TERRITORY_VIEW),
    }
    return render(request, "subsidies/overview.html", context)


@login_required
@never_cache
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Set up the programmes that the Datian notice names, in each county of the reader's that has not got them."""
    demand(request.user, Permission.SUBSIDY_RUN)
    regions = Region.objects.filter(code__in=territories(request.user, Permission.SUBSIDY_RUN), level=Level.COUNTY)
    made = sum(load_programmes(by=request.user, at=timezone.now(), region=one, preset=PRESET) for one in regions)
    if made:
        said = ngettext(
            "%(n)s programme set up. Read each before you pay by it.",
            "%(n)s programmes set up. Read each before you pay by it.",
            made,
        )
        messages.success(request, said % {"n": made})
    else:
        messages.info(request, _("They are set up already."))
    return see_other("subsidies:overview")
