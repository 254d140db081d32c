"""A volunteer's own records: what stands in them, whether they say who served, and reporting that one is wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.record_sheet import records_sheet
from frontend.shell.wording import divisions_text
from frontend.volunteer.door import for_volunteers, person_of
from services.orders.actions.change_record_consent import change_record_consent
from services.orders.actions.report_error import report_error, withdraw_report
from services.orders.enums import CorrectionSubject
from services.orders.models import CorrectionTicket, ServiceRecord
from services.orders.queries.certified import minutes_served
from services.orders.queries.corrections import corrections_of, own_correction
from services.orders.queries.records import open_tickets, personal_entries, record_to_correct, records_of, versions_of

PAGE = 20
HOUR = 60


class ReportForm(forms.Form):
    """What is wrong, and what is right, as people say it."""

    subject = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=CorrectionSubject.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    hours = forms.IntegerField(label=gettext_lazy("Hours it really took"), required=False, min_value=0, max_value=24)
    minutes = forms.IntegerField(label=gettext_lazy("and minutes"), required=False, min_value=0, max_value=59)
    words = forms.CharField(
        label=gettext_lazy("What is right, and how can it be checked?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what is right, in your own words.")},
    )

    def minutes_said(self) -> int | None:
        """Minutes in all; None when no time was written."""
        hours, minutes = self.cleaned_data["hours"], self.cleaned_data["minutes"]
        return None if hours is None and minutes is None else HOUR * (hours or 0) + (minutes or 0)


@dataclass(frozen=True)
class Entry:
    """A record in words."""

    record: ServiceRecord
    what: str
    where: str
    day: date
    ticket: CorrectionTicket | None


@for_volunteers
@require_safe
def show_records(request: HttpRequest) -> HttpResponse:
    """Twenty a page, the latest service first; what was reported, trainings and honours beside them."""
    person = person_of(request)
    page = Paginator(records_of(person.id), PAGE).get_page(request.GET.get("page"))
    tickets = open_tickets([record.assignment_id for record in page.object_list])
    context = {
        "person": person,
        "page": page,
        "entries": [entry_of(record, tickets.get(record.assignment_id)) for record in page.object_list],
        "minutes": minutes_served(person.id),
        "reported": list(corrections_of(person.id)[:PAGE]),
        "personal": list(personal_entries(person.id)),
    }
    return _render(request, "records", context)


def entry_of(record: ServiceRecord, ticket: CorrectionTicket | None = None) -> Entry:
    """Put a record into words."""
    return Entry(record, record.label, divisions_text(record.place), record.served_on, ticket)


@for_volunteers
@require_safe
def download_records(request: HttpRequest) -> HttpResponse:
    """One's own records as CSV, with the columns of the ministry's order."""
    return records_sheet(list(records_of(person_of(request).id)), name="records")


@for_volunteers
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Let one's records say who one is, or take that back; in plain words what each means."""
    person = person_of(request)
    if request.method == "POST":
        given = request.POST.get("consent") == "yes"
        change_record_consent(by=request.user, at=timezone.now(), given=given)
        said = _("Thank you. Your records now say who you are.")
        gone = _("Taken back. Your name and everything about you is deleted from your records.")
        messages.success(request, said if given else gone)
        return SeeOther(reverse("volunteer:records"))
    return _render(request, "consent", {"person": person, "records": records_of(person.id).count()})


@for_volunteers
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """This line is wrong: what is right, and why."""
    record = record_to_correct(person_of(request).id, assignment_id)
    waiting = open_tickets([assignment_id]).get(assignment_id)
    if waiting is not None:
        return SeeOther(reverse("volunteer:correction", args=[waiting.id]))
    form, status = ReportForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ticket = _report(request, assignment_id, form)
            except Refusal as refusal:
                if refusal.status == NotFound.status:
                    raise
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Reported. You read the answer here and in your messages."))
                return SeeOther(reverse("volunteer:correction", args=[ticket.id]))
    context = {"record": record, "entry": entry_of(record), "form": form}
    return _render(request, "report_error", context, status=status)


def _report(request: HttpRequest, assignment_id: UUID, form: ReportForm) -> CorrectionTicket:
    given = form.cleaned_data
    return report_error(
        by=request.user,
        at=timezone.now(),
        assignment_id=assignment_id,
        subject=CorrectionSubject(given["subject"]),
        words=given["words"],
        minutes_said=form.minutes_said(),
    )


@for_volunteers
@require_safe
def show_correction(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """What was reported, where it stands, and every version of the record."""
    ticket = own_correction(request.user, ticket_id)
    context: dict[str, Any] = {
        "ticket": ticket,
        "entry": entry_of(ticket.record),
        "versions": versions_of(ticket.assignment_id),
    }
    return _render(request, "correction", context)


@for_volunteers
@require_POST
def withdraw_correction(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Take the report back while nobody has looked."""
    withdraw_report(by=request.user, at=timezone.now(), ticket_id=ticket_id)
    messages.success(request, _("Taken back. The record stays as it is."))
    return SeeOther(reverse("volunteer:records"))


def _render(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    request.menu_stop = "volunteer:tasks"  # type: ignore[attr-defined]
    return render(request, f"volunteer/{page}.html", context, status=status)
