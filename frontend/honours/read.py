"""Honours for everybody: who was honoured, and whose names are on notice."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from accounts.regions.models import Region
from frontend.paper import printable, qr_svg, typeset
from frontend.shell.wording import full_date_text, mask_name, name_text, place_text, way_text
from services.honours.enums import Kind, RoundState
from services.honours.models import Candidacy, HonourRound
from services.honours.queries.candidacies import honoured, may_object, shown_candidates, unnamed
from services.honours.queries.rounds import public_round, public_rounds


@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """``?region=CODE``: everybody who was honoured and agrees to be named, and what is on notice now."""
    asked = request.GET.get("region", "")
    region = Region.objects.filter(code=asked).first() if asked.isascii() and asked.isdigit() else None
    code = region.code if region else ""
    rows = list(honoured(code))
    rounds = public_rounds(code)
    context = {
        "region": region,
        "on_notice": [one for one in rounds if may_object(one)],
        "rounds": [(found, _by_kind(some)) for found, some in _by_round(rows)],
    }
    return render(request, "honours/all.html", context)


def _by_round(rows: list[Candidacy]) -> list[tuple[HonourRound, list[Candidacy]]]:
    grouped = groupby(rows, key=lambda one: one.round_id)
    return [(some[0].round, some) for some in (list(found) for _key, found in grouped)]


def _by_kind(rows: list[Candidacy]) -> list[tuple[Kind, list[Candidacy]]]:
    return [(kind, some) for kind in Kind if (some := [one for one in rows if one.kind == kind])]


@never_cache
@require_safe
def show_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """While the names are on notice: masked, with what was written of them. Afterwards: who was honoured."""
    found = public_round(round_id)
    decided = found.state == RoundState.DECIDED
    rows = list(honoured().filter(round=found)) if decided else list(shown_candidates(found))
    context: dict[str, Any] = {
        "round": found,
        "decided": decided,
        "kinds": _by_kind(rows),
        "unnamed": unnamed(found) if decided else 0,
        "may_object": may_object(found),
    }
    response = render(request, "honours/notice.html", context)
    response["X-Robots-Tag"] = "noindex"  # names are here for the neighbours, and not for ever
    return response


@never_cache
@require_safe
def show_paper(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The same for the village's board: large type, black on white."""
    found = public_round(round_id)
    if found.notice_from is None or found.notice_until is None:
        raise NotFound
    decided = found.state == RoundState.DECIDED
    rows = list(honoured().filter(round=found)) if decided else list(shown_candidates(found))
    lines = []
    for kind, some in _by_kind(rows):
        lines += [str(kind.label), *(_line(one, masked=not decided) for one in some)]
    facts = {"since": full_date_text(found.notice_from), "until": full_date_text(found.notice_until)}
    said = (
        _(
            "On public notice from %(since)s to %(until)s. Anybody may object: scan the square, ring 12349, or "
            "tell the village or the township."
        )
        % facts
    )
    data = {
        "lang": (get_language() or "zh")[:2],
        "kind": pgettext("sheet of honours", "Decision") if decided else pgettext("sheet of honours", "Public notice"),
        "title": title_of(found),
        "paragraphs": lines if decided else [*lines, said],
        "where": place_text(found.county.name),
        "day": full_date_text(found.decided_at or found.notice_from),
        "source": "",
        "hotline": "",
        "square": qr_svg(request.build_absolute_uri(reverse("honoured:round", args=[found.id]))),
    }
    made = typeset("notice", printable(data), at=found.decided_at or found.published_at or timezone.now())
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="honours.pdf"'
    return response


def _line(one: Candidacy, *, masked: bool) -> str:
    name = mask_name(one.called) if masked else name_text(one.called)
    where = way_text([place for place in (one.region.parent, one.region) if place])
    line = f"{where}{_(', ')}{called_text(one, name)}"
    return line if not masked else f"{line}{_(': ')}{one.words}"


def called_text(one: Candidacy, name: str) -> str:
    """A name, and of a family that it is one: ``林＊梅家庭``."""
    return name if one.kind == Kind.CARER else _("family of %(name)s") % {"name": name}


def title_of(found: HonourRound) -> str:
    """``大田县 2025–2026 年优秀孝老员、孝老敬亲家庭``."""
    return _("%(place)s, honours of %(years)s") % {"place": place_text(found.county.name), "years": found.years}
