"""The closing report: written by who owns it, read by the level above."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from frontend.incidents.case import last_report
from frontend.incidents.forms import ClosingForm
from frontend.shell.answers import SeeOther
from frontend.shell.incident_words import whom_text
from services.incidents.actions.decide_closing import decide_closing
from services.incidents.actions.write_closing import write_closing
from services.incidents.queries.rows import incident_for


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Four questions; what came back from above begins where it was."""
    demand(request.user, Permission.INCIDENT_ACT)
    incident, stands = incident_for(request.user, incident_id)
    if not stands.acts:
        raise NotFound
    before = last_report(incident)
    start = (
        {name: getattr(before, name) for name in ("result", "found", "done", "prevention", "late")} if before else {}
    )
    late = incident.alarms > 0
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=start, was_late=late)
    if form.is_bound and form.is_valid():
        try:
            write_closing(by=request.user, at=timezone.now(), incident_id=incident_id, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Handed in. The level above reads it; then it is closed."))
            return SeeOther(reverse("incidents:case", args=[incident_id]))
    context = {"incident": incident, "form": form, "before": before, "called": whom_text(incident)}
    return render(request, "incidents/closing.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``approve=1``, or ``answer=…`` with which it goes back."""
    approve = request.POST.get("approve") == "1"
    answer = request.POST.get("answer", "")
    decide_closing(by=request.user, at=timezone.now(), incident_id=incident_id, approve=approve, answer=answer)
    messages.success(request, _("Closed.") if approve else _("Sent back, with your words."))
    return SeeOther(reverse("incidents:case", args=[incident_id]))
