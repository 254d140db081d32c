"""The service list as the public reads it: today's, every edition published, the poster for the notice board."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.regions.models import Region
from frontend.paper import printable, typeset
from frontend.paper.square import qr_svg
from frontend.shell.list_words import Group, grouped, told
from frontend.shell.outreach_words import Brought, frozen_lines, outreach_lines
from frontend.shell.wording import date_text, place_text
from services.catalogue.models import Category, ItemVersion, ListEdition
from services.catalogue.queries import categories, menu
from services.catalogue.queries.editions import differences, edition_before, edition_on, editions_of, version_of
from services.catalogue.queries.outreach import VILLAGE, outreach_in


def served_region() -> Region | None:
    """The county whose list is shown when nobody asks for another: the first one that offers anything."""
    version = ItemVersion.objects.select_related("region").order_by("region_id").first()
    return version.region if version is not None else None


def groups(region: Region, *, on: date) -> list[Group]:
    """The list of the region on a day, in its own order. One query."""
    return grouped(menu(region_code=region.code, on=on))


def asked_region(request: HttpRequest) -> Region | None:
    """``?region=350425``, else the county that is served."""
    asked = request.GET.get("region", "").replace("\x00", "")[:12]
    return (Region.objects.filter(code=asked).first() if asked else None) or served_region()


@require_safe
def show_services(request: HttpRequest) -> HttpResponse:
    """The whole list of a region today, with the edition it was published in and the one to come."""
    region, today = asked_region(request), timezone.localdate()
    context: dict[str, Any] = {"region": region, "groups": groups(region, on=today) if region else [], "today": today}
    if region is not None:
        context["outreach"] = _brought(region, today)
        current = edition_on(region.code, today)
        coming = editions_of(region.code).filter(starts_on__gt=today).last()
        context |= {"edition": current, "coming": coming, "told": _told(current) if current else []}
    return render(request, "public/services.html", context)


@require_safe
def show_editions(request: HttpRequest) -> HttpResponse:
    """Every edition, the latest first, with how much each changed."""
    region = asked_region(request)
    found = list(editions_of(region.code)) if region else []
    before = {one.number + 1: one for one in found}
    rows = [(one, differences(before[one.number].rows if one.number in before else [], one.rows)) for one in found]
    return render(request, "public/editions.html", {"region": region, "rows": rows})


@require_safe
def show_edition(request: HttpRequest, number: int) -> HttpResponse:
    """An edition as it was published: what it changed, and the whole of it."""
    region = asked_region(request)
    edition = editions_of(region.code).filter(number=number).first() if region else None
    if edition is None:
        raise Http404
    context = {
        "region": edition.region,
        "edition": edition,
        "told": _told(edition),
        "groups": _groups(edition),
        "outreach": frozen_lines(edition.outreach),
    }
    return render(request, "public/edition.html", context)


@require_safe
def show_poster(request: HttpRequest) -> HttpResponse:
    """The list on A3 for the notice board: large type, and a square that leads back to this page."""
    region, today = asked_region(request), timezone.localdate()
    edition = edition_on(region.code, today) if region else None
    found = _groups(edition) if edition else groups(region, on=today) if region else []
    if region is None or not found:
        raise Http404
    data = {
        "lang": "zh" if (get_language() or "zh").startswith("zh") else "en",
        "title": _("Service list"),
        "where": place_text(region.name),
        "day": date_text(edition.starts_on if edition else today),
        "ground": edition.citation if edition else "",
        "call": _("Order here, ring 12349, or ask the village."),
        "square": qr_svg(request.build_absolute_uri(f"{reverse('public:services')}?region={region.code}")),
        "groups": [
            {
                "name": group.category.name,
                "rows": [
                    {"name": one.version.name, "costs": one.costs, "who": one.performers, "takes": one.takes}
                    for one in group.entries
                ],
            }
            for group in found
        ],
        "brought": [
            {"name": one.title, "by": one.department_words, "when": one.times, "costs": one.cost or _("costs nothing")}
            | {"how": one.how, "where": _(", ").join((*one.villages, "…") if one.more else one.villages)}
            for one in _brought(region, today)
        ],
        "brought_title": _("Brought to the villages"),
    }
    response = HttpResponse(typeset("service-list", printable(data), at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="service-list-{region.code}.pdf"'
    return response


def _brought(region: Region, on: date) -> list[Brought]:
    return outreach_lines(outreach_in(region.code, on=on), named=len(region.code) < VILLAGE)


def _told(edition: ListEdition) -> list[Any]:
    """What it changed; nothing for the first one: everything in it is new."""
    before = edition_before(edition)
    return told(differences(before.rows, edition.rows), _categories()) if before is not None else []


def _groups(edition: ListEdition) -> list[Group]:
    known = _categories()
    return grouped(version_of(row, known) for row in edition.rows)


def _categories() -> dict[str, Category]:
    return {one.code: one for one in categories()}
