"""Where families say they are: the village looks at each report and says whether it is so."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from accounts.elders.actions.confirm_whereabouts import AlreadyAnswered, confirm_whereabouts, refuse_whereabouts
from accounts.elders.models import Supporter
from accounts.elders.queries.family import waiting_reports, with_whereabouts
from frontend.shell.answers import SeeOther
from frontend.territory.ground import ground

PAGE = 30


@login_required
@never_cache
@require_safe
def show_reports(request: HttpRequest) -> HttpResponse:
    """Reports that wait for the village, each beside what held until now; whose family it is, is journalled."""
    land = ground(request, permission=Permission.ELDER_REGISTER)
    page = Paginator(waiting_reports(land.codes), PAGE).get_page(request.GET.get("page"))
    reports = list(page.object_list)
    elders = {report.supporter.elder for report in reports}
    looked_at = {elder.person: f"elder:{elder.id}" for elder in elders}
    reveal_people(by=request.user, at=timezone.now(), people=looked_at, purpose="dossier")
    known = with_whereabouts(Supporter.objects.filter(id__in={report.supporter_id for report in reports}))
    before = {supporter.id: supporter.whereabouts_now for supporter in known}
    rows = [(report, before[report.supporter_id]) for report in reports]
    return render(request, "territory/whereabouts.html", {"land": land, "page": page, "rows": rows})


@login_required
@never_cache
@require_POST
def confirm(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """It is so."""
    try:
        confirm_whereabouts(by=request.user, at=timezone.now(), report_id=report_id)
    except AlreadyAnswered as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Confirmed. The dossier and the status count with it from now on."))
    return SeeOther(reverse("territory:whereabouts"))


@login_required
@never_cache
@require_POST
def refuse(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """It is not so."""
    try:
        refuse_whereabouts(by=request.user, at=timezone.now(), report_id=report_id)
    except AlreadyAnswered as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Not counted. Ring the family and ask again."))
    return SeeOther(reverse("territory:whereabouts"))
