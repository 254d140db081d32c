"""A frozen roster: what was signed, what changed since, the paper to sign, a copy to ask for."""

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
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import Refusal
from accounts.regions.queries import names_of
from accounts.surveys.actions.ask_for_copy import ask_for_copy
from accounts.surveys.canonical import verify_roster
from accounts.surveys.enums import RosterState
from accounts.surveys.progress import rows_done
from accounts.surveys.queries import changed_since, entered_since, roster_for, rows_of_roster, village_sums
from frontend.shell.answers import SeeOther
from frontend.territory.survey_forms import CopyForm

PAGE = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_frozen(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """The rows, masked; ``?check=1`` recomputes the seal; POST asks for a copy with everything in it."""
    roster = roster_for(request.user, roster_id)
    if roster.state == RosterState.WRITING:
        done = rows_done(roster.id)
        percent = done * 100 // max(1, roster.rows_asked)
        context = {"roster": roster, "report": roster.report, "of": roster.report.round, "done": done}
        return render(request, "territory/frozen_wait.html", {**context, "percent": percent})
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            ask_for_copy(by=request.user, at=timezone.now(), roster_id=roster_id, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Asked. Somebody else at the county decides; you hear of it here."))
            return SeeOther(reverse("territory:exports"))
    page = Paginator(rows_of_roster(roster), PAGE).get_page(request.GET.get("page"))
    villages = names_of({row.village_code for row in page})
    context = {
        "roster": roster,
        "report": roster.report,
        "of": roster.report.round,
        "page": page,
        "rows": [(row, villages.get(row.village_code, "")) for row in page],
        "changed": changed_since(roster),
        "entered": entered_since(roster),
        "verdict": verify_roster(roster) if request.GET.get("check") else None,
        "form": form if may(request.user, Permission.REGISTRY_EXPORT) else None,
    }
    return render(request, "territory/frozen.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def print_frozen(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """One sheet to sign: figures village by village, the seal, who handed in, who signed. No name, no number."""
    roster = roster_for(request.user, roster_id)
    sums = village_sums(roster)
    names = names_of({line["village_code"] for line in sums})
    context = {
        "roster": roster,
        "report": roster.report,
        "of": roster.report.round,
        "lines": [(names.get(line["village_code"], ""), line) for line in sums],
        "sheet_code": [roster.digest[place : place + 4] for place in range(0, len(roster.digest), 4)],
        "verdict": verify_roster(roster),
    }
    return render(request, "territory/frozen_paper.html", context)
