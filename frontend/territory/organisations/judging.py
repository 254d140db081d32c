"""Civil affairs looks at organisations: who waits, their papers, yes or no, and for how long."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.organisations.actions.readmit_organisation import readmit_organisation
from accounts.organisations.actions.refuse_organisation import refuse_organisation
from accounts.organisations.actions.suspend_organisation import suspend_organisation
from accounts.organisations.actions.verify_organisation import verify_organisation
from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.models import Paper
from accounts.organisations.queries import current_members
from accounts.organisations.queries.contracts import contracts_of
from accounts.organisations.queries.finding import organisation_judged_by, organisations_judged_by, papers_of
from accounts.refusals import Invalid, NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.contract_words import contract_lines
from frontend.shell.kept import paper_answer
from frontend.shell.scores import year_corrected, year_hours, year_score
from frontend.shell.week import spans_of, week_text

PAGE = 30
SHOWN = (
    OrganisationStatus.WAITING,
    OrganisationStatus.VERIFIED,
    OrganisationStatus.SUSPENDED,
    OrganisationStatus.REFUSED,
    OrganisationStatus.CLOSED,
)
ACTS: dict[str, tuple[Callable[..., Any], bool, Any]] = {  # the action, whether it asks why, what is said
    "verify": (verify_organisation, False, _("Verified. Whoever applied runs it now and was told.")),
    "refuse": (refuse_organisation, True, _("Refused. The applicant reads your reason.")),
    "suspend": (suspend_organisation, True, _("Suspended. It takes nothing new and finishes what it has.")),
    "readmit": (readmit_organisation, False, _("It may take orders again.")),
}


@login_required
@never_cache
@require_safe
def show_organisations(request: HttpRequest) -> HttpResponse:
    """``?state=WAITING&page=2``: whoever has waited longest first; those who stand by name."""
    rows = organisations_judged_by(request.user)
    counted = dict(rows.order_by().values_list("status").annotate(Count("id")))
    asked = request.GET.get("state", "")
    state = asked if asked in SHOWN else OrganisationStatus.WAITING if counted.get("WAITING") else "VERIFIED"
    order = ("created_at", "id") if state == OrganisationStatus.WAITING else ("name", "id")
    page = Paginator(rows.filter(status=state).order_by(*order), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "states": [(one, one.label, counted.get(one, 0)) for one in SHOWN],
        "title": OrganisationStatus(state).label,
    }
    return render(request, "territory/organisations.html", context)


@login_required
@never_cache
@require_safe
def show_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Everything it handed in, its people, its contracts, and what may be decided."""
    return draw(request, organisation_id)


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """``act=verify``, ``act=refuse&reason=…``, ``act=suspend&reason=…``, ``act=readmit``."""
    organisation_judged_by(request.user, organisation_id)
    if request.POST.get("act") not in ACTS:
        raise Invalid(field="act")
    action, asks_why, words = ACTS[request.POST["act"]]
    more = {"reason": request.POST.get("reason", "")} if asks_why else {}
    try:
        action(by=request.user, at=timezone.now(), organisation_id=organisation_id, **more)
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        return draw(request, organisation_id, fault=str(refusal), status=refusal.status)
    messages.success(request, str(words))
    return SeeOther(reverse("territory:organisation", args=[organisation_id]))


@login_required
@never_cache
@require_safe
def show_paper(request: HttpRequest, organisation_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper it handed in."""
    organisation = organisation_judged_by(request.user, organisation_id)
    paper = Paper.objects.filter(id=paper_id, organisation=organisation).first()
    if paper is None:
        raise NotFound
    return paper_answer(paper.file)


def draw(request: HttpRequest, organisation_id: UUID, *, fault: str = "", status: int = 200) -> HttpResponse:
    """The page of one organisation, with what went wrong."""
    organisation = organisation_judged_by(request.user, organisation_id)
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "hours": week_text(spans_of(organisation.hours.all(), "opens", "closes")),
        "papers": papers_of(organisation.id),
        "members": list(current_members(organisation.id, on=today)),
        "contracts": contract_lines(contracts_of(organisation.id), on=today),
        "signs": may(request.user, Permission.CONTRACT_KEEP)
        and organisation.status == OrganisationStatus.VERIFIED
        and bool(organisation.credit_code),
        "score": year_score(organisation, now=timezone.now()),
        "hours_approved": year_hours(organisation, now=timezone.now()),
        "corrected": year_corrected(organisation, now=timezone.now()),
        "own": organisation.applied_by_id == request.user.pk,
        "fault": fault,
        "today": today,
    }
    return render(request, "territory/organisation.html", context, status=status)
