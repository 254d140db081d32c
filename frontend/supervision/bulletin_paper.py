"""A bulletin to take away: on A4, and its figures as a sheet."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.paper.printable import printable
from frontend.paper.setting import typeset
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import full_date_text, place_text
from frontend.supervision.bulletin_words import Figure, Shown, Told, shown
from frontend.supervision.bulletins import title_of
from services.supervision.enums import BulletinState
from services.supervision.models import Bulletin
from services.supervision.queries.bulletins import bulletin_for


@never_cache
@require_safe
def print_bulletin(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """The same words and figures as on the page."""
    bulletin = bulletin_for(request.user, bulletin_id)
    data = {**_words(bulletin), **_figures(shown(bulletin))}
    made = typeset("bulletin", printable(data), at=bulletin.decided_at or bulletin.drafted_at)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bulletin-{bulletin.region_id}-{bulletin.month:%Y-%m}.pdf"'
    return response


def _words(bulletin: Bulletin) -> dict[str, Any]:
    is_public = bulletin.state == BulletinState.PUBLISHED
    parts = (
        (_("How the month went"), bulletin.words),
        (_("What others may copy"), bulletin.practice),
        (_("What is asked for"), bulletin.demands),
    )
    passed = ""
    if bulletin.decided_at is not None and is_public:
        passed = _("published on %(day)s") % {"day": full_date_text(bulletin.decided_at)}
    return {
        "lang": (get_language() or "zh")[:2],
        "title": title_of(bulletin),
        "draft": "" if is_public else bulletin.get_state_display(),
        "edition": _("Edition %(n)s") % {"n": bulletin.edition},
        "because": f"{_('Corrects the edition before:')} {bulletin.because}" if bulletin.because else "",
        "parts": [{"title": heading, "text": text} for heading, text in parts if text],
        "passed": passed,
    }


def _figures(told: Shown) -> dict[str, Any]:
    on = full_date_text(told.on) if told.on else ""
    head = [pgettext("bulletin", "What"), "%", _("last month"), pgettext("gauge", "Goal")]
    return {
        "frozen": _("figures as frozen at the end of %(on)s") % {"on": on},
        "head": [*head, pgettext("bulletin", "Counted")],
        "gauges": [_row(one) for one in told.gauges],
        "places_head": [_("Place"), *(str(one.gauge.short) for one in told.gauges)],
        "places": [[place_text(place.name), *map(per_cent, place.figures)] for place in told.places],
        "red_title": pgettext("bulletin", "Red list"),
        "red": [{"name": str(one.gauge.name), "villages": _villages(one)} for one in told.gauges if one.red],
    }


def _row(one: Told) -> list[str]:
    goal = str(one.now.goal) if one.now else "–"
    return [str(one.gauge.name), per_cent(one.now), per_cent(one.before), goal, _pair(one.now)]


def _villages(one: Told) -> str:
    named = (f"{place_text(row[1])}{place_text(row[0])} {row[2]}/{row[3]}" for row in one.red)
    return _(", ").join(named)


@never_cache
@require_safe
def take_sheet(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """The figures place by place: numerator, denominator and per cent of each gauge."""
    bulletin = bulletin_for(request.user, bulletin_id)
    told = shown(bulletin)
    head = [_("Place"), *(f"{one.gauge.short} {part}" for one in told.gauges for part in ("n", "N", "%"))]
    rows = [[place_text(place.name), *_cells(place.figures)] for place in told.places]
    total = [_("Together"), *_cells([one.now for one in told.gauges])]
    return answer(workbook(pgettext("sheet", "Bulletin"), head, rows, total), f"{title_of(bulletin)}.xlsx")


def per_cent(figure: Figure | None) -> str:
    found = figure.percent if figure else None
    return f"{found:.1f}" if found is not None else "–"


def _pair(figure: Figure | None) -> str:
    return f"{figure.numerator}/{figure.denominator}" if figure else "–"


def _cells(figures: list[Figure | None]) -> list[str]:
    return [
        text
        for one in figures
        for text in ((str(one.numerator), str(one.denominator), per_cent(one)) if one else ("", "", ""))
    ]
