"""The certificate of an honour: a page that says whether it stands, a sheet and a picture."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.check_codes import is_code, spaced, typed_code
from accounts.refusals import NotFound
from frontend.honours.read import called_text
from frontend.paper import picture, printable, qr_svg, typeset
from frontend.shell.wording import full_date_text, name_text, place_text, way_text
from services.honours.enums import CandidacyState
from services.honours.models import Candidacy
from services.honours.queries.candidacies import honoured_under


@never_cache
@require_safe
def show_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether it is genuine and stands. A consent taken back closes it."""
    found = _meant(code)
    context = {
        "candidacy": found,
        "round": found.round,
        "revoked": found.state == CandidacyState.REVOKED,
        "code": spaced(found.code),
    }
    return render(request, "honours/certificate.html", context)


@never_cache
@require_safe
def show_paper(request: HttpRequest, code: str) -> HttpResponse:
    """A4, to print and frame."""
    found = _meant(code)
    made = typeset("honour", _sheet(request, found), at=found.round.decided_at)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="honour.pdf"'
    return response


@never_cache
@require_safe
def show_picture(request: HttpRequest, code: str) -> HttpResponse:
    """The same sheet as a picture to send to family and friends."""
    found = _meant(code)
    return HttpResponse(picture("honour", _sheet(request, found), ppi=110)[0], content_type="image/png")


def _meant(code: str) -> Candidacy:
    wanted = typed_code(code)
    if not is_code(wanted):
        raise NotFound
    return honoured_under(wanted)


def _sheet(request: HttpRequest, found: Candidacy) -> Any:
    county = place_text(found.round.county.name)
    where = way_text([place for place in (found.region.parent, found.region) if place])
    facts = {"county": county, "years": found.round.years, "what": found.get_kind_display()}
    return printable(
        {
            "lang": (get_language() or "zh")[:2],
            "title": _("Certificate of honour"),
            "name": called_text(found, name_text(found.called)),
            "where": where,
            "said": _("has been chosen in %(county)s for the years %(years)s as") % facts,
            "honour": found.get_kind_display(),
            "thanks": _("In thanks for the care given to the elders of this place."),
            "issuer": _("Civil affairs of %(county)s") % facts,
            "day": full_date_text(found.round.decided_at) if found.round.decided_at else "",
            "scan": _("Scan to check that it stands"),
            "code": spaced(found.code),
            "void": _("REVOKED") if found.state == CandidacyState.REVOKED else "",
            "qr": qr_svg(request.build_absolute_uri(reverse("honoured:certificate", args=[found.code]))),
        }
    )
