"""The elder's own alarm: one page, one button, and a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.models import Elder
from accounts.elders.queries import call_name
from accounts.keys import new_key
from accounts.refusals import NotFound
from frontend.incidents.report import LOOKS_A_MINUTE, sent_page
from frontend.shell.pace import too_fast
from services.incidents.actions.report_incident import report_incident
from services.incidents.enums import Kind, Level, Severity
from services.incidents.queries.reporting import form_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_alarm(request: HttpRequest, card: str) -> HttpResponse:
    """The link printed on the elder's card. POST calls the village at the pace of a life in danger.

    A forged card is Not found; so is that of somebody who has left. Only how the elder is called is shown.
    """
    if too_fast(request, "alarm", a_minute=LOOKS_A_MINUTE):
        response = render(request, "incidents/slow.html", {}, status=429)
        response["Retry-After"] = "60"
        return response
    elder = Elder.objects.select_related("person__home").filter(card_token=card, left_on=None).first()
    if elder is None:
        raise NotFound
    if request.method == "POST":
        incident = report_incident(
            by=None,
            at=timezone.now(),
            kind=Kind.HELP,
            severity=Severity.DANGER,
            to=Level.VILLAGE,
            card_token=card,
            incident_id=form_key(request.POST.get("key", "")),
        )
        return sent_page(incident)
    context = {"called": call_name(elder.person), "key": new_key(), "card": card}
    response = render(request, "incidents/alarm.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
