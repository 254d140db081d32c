"""Certificates of one's own service: choose a time, see what it will say, print it, show it, keep the earlier ones."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.models import Person
from accounts.policies.queries import applied
from accounts.policies.rules import HONOUR_STARS
from accounts.refusals import Invalid, Refusal
from frontend.paper import MissingGlyph
from frontend.shell.answers import SeeOther
from frontend.shell.calendar import day_of
from frontend.shell.wording import full_date_text
from frontend.volunteer.certificate_paper import (
    SHEETS,
    certificate_page,
    certificate_pdf,
    number_text,
    row_cells,
    time_words,
)
from frontend.volunteer.certificate_picture import certificate_picture
from frontend.volunteer.door import for_volunteers, person_of
from services.orders.actions.issue_certificate import issue_certificate
from services.orders.queries.certified import Scope, facts_for, minutes_served, year_scope, years_served
from services.orders.queries.honours import stars
from timebank.certificates.models import Certificate
from timebank.certificates.queries import certificate_of, certificates_of

MOST_LISTED = 30


class BadPeriod(Invalid):
    code = "bad_period"
    sentence = gettext_lazy("Choose a first and a last day, the first one first.")


class NotPrintable(Refusal):
    code = "not_printable"
    sentence = gettext_lazy("Our fonts have no “%(signs)s”. Ask the county: the certificate itself is in order.")
    status = 422


@for_volunteers
@require_http_methods(["GET", "HEAD", "POST"])
def show_certificates(request: HttpRequest) -> HttpResponse:
    """``?period=all|2026|days&since=…&until=…``: what it will say. POST issues it."""
    person = person_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    fault, scope = "", Scope()
    try:
        scope = scope_of(asked)
        if request.method == "POST":
            made = issue_certificate(by=request.user, at=timezone.now(), scope=scope)
            messages.success(request, _("Here it is: %(number)s.") % {"number": number_text(made)})
            return SeeOther(reverse("volunteer:certificate", args=[made.id]))
    except Refusal as refusal:
        fault = str(refusal)
    context = _page(person, scope, asked)
    request.menu_stop = "volunteer:tasks"  # type: ignore[attr-defined]
    return render(request, "volunteer/certificates.html", {**context, "fault": fault}, status=422 if fault else 200)


def _page(person: Person, scope: Scope, asked: Any) -> dict[str, Any]:
    facts = facts_for(person, scope)
    minutes = minutes_served(person.id)
    rule = applied(HONOUR_STARS, region_code=person.home_id, on=timezone.localdate())
    return {
        "person": person,
        "facts": facts,
        "rows": [row_cells(row) for row in facts.as_json()["rows"]] if facts else [],
        "total": time_words(facts.minutes) if facts else "",
        "since": full_date_text(facts.since) if facts else "",
        "until": full_date_text(facts.until) if facts else "",
        "period": asked.get("period", "all"),
        "scope": scope,
        "years": [str(year) for year in years_served(person.id)],
        "today": timezone.localdate(),
        "minutes": minutes,
        "stars": stars(minutes, rule.value),
        "stars_rule": rule,
        "earlier": list(certificates_of(person.id)[:MOST_LISTED]),
    }


def scope_of(asked: Any) -> Scope:
    """Which services: all, those of a year, or from one day to another. Raises BadPeriod."""
    period = asked.get("period", "all")
    if period == "days":
        since, until = day_of(asked.get("since", "")), day_of(asked.get("until", ""))
        if since is None or until is None or since > until:
            raise BadPeriod(field="since")
        return Scope(since, until)
    if period.isascii() and period.isdigit() and 2000 <= int(period[:5]) <= date.max.year:
        return year_scope(int(period[:5]))
    return Scope()


@for_volunteers
@require_safe
def show_certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The paper as it will be printed, and what can be done with it."""
    certificate = _own(request, certificate_id)
    facts = certificate.details()
    context = {
        "certificate": certificate,
        "number": number_text(certificate),
        "rows": [row_cells(row) for row in facts["rows"]],
        "total": time_words(facts["minutes"]),
        "since": full_date_text(certificate.since_on),
        "until": full_date_text(certificate.until_on),
        "address": _address(request, certificate),
        "newer": certificate.superseded_by_id,
    }
    request.menu_stop = "volunteer:tasks"  # type: ignore[attr-defined]
    return render(request, "volunteer/certificate.html", context)


@for_volunteers
@require_safe
def download_pdf(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """``?lang=en`` for the English sheet; else the language of the page."""
    certificate = _own(request, certificate_id)
    made = _drawn(certificate_pdf, request, certificate)
    return _file(made, "application/pdf", f"{certificate.number_plain}.pdf", inline=True)


@for_volunteers
@require_safe
def show_page(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The sheet as PNG, for the screen."""
    certificate = _own(request, certificate_id)
    made = _drawn(certificate_page, request, certificate)
    return _file(made, "image/png", f"{certificate.number_plain}.png", inline=True)


@for_volunteers
@require_safe
def download_picture(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The picture to send to family and friends."""
    certificate = _own(request, certificate_id)
    made = _drawn(certificate_picture, request, certificate)
    return _file(made, "image/png", f"{certificate.number_plain}-share.png", inline=False)


def _own(request: HttpRequest, certificate_id: UUID) -> Certificate:
    return certificate_of(person_of(request).id, certificate_id)


def _drawn(draw: Any, request: HttpRequest, certificate: Certificate) -> bytes:
    language = request.GET.get("lang", "") or get_language() or ""
    try:
        made: bytes = draw(
            certificate,
            language=language if language in SHEETS else "zh-hans",
            address=_address(request, certificate),
        )
    except MissingGlyph as error:
        raise NotPrintable(signs=error.characters) from error
    return made


def _address(request: HttpRequest, certificate: Certificate) -> str:
    return request.build_absolute_uri(reverse("public:certificate", args=[certificate.code_spaced]))


def _file(content: bytes, kind: str, name: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
