"""Villages that still need somebody."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import WANTED_IN_EVERY_VILLAGE
from accounts.access.queries.vacancies import vacancies
from accounts.organisations.queries import villages_without_association
from accounts.regions.models import Region
from frontend.shell.wording import way_text
from frontend.territory.ground import Ground, ground, powers

PAGE = 50


@login_required
@never_cache
@require_safe
def show_vacancies(request: HttpRequest) -> HttpResponse:
    """``?place=350425100&page=2``: every village of the territory and which of its roles nobody holds; with
    ``show=association`` those where elders have no group of their own.
    """
    land = ground(request)
    alone = villages_without_association(land.codes)
    if request.GET.get("show") == "association":
        return _alone(request, land, alone)
    found = vacancies(land.codes)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    towns = Region.objects.in_bulk({one.village.township_code for one in page.object_list})
    counts = [(role, sum(role in one.missing for one in found)) for role in WANTED_IN_EVERY_VILLAGE]
    context = {
        "land": land,
        "page": page,
        "counts": counts,
        "alone": len(alone),
        "rows": [(one, way_text(filter(None, [towns.get(one.village.township_code), one.village]))) for one in page],
        "kept": urlencode({"place": land.place.code} if land.place else {}),
        "can": powers(request.user, land.here.code),
    }
    return render(request, "territory/vacancies.html", context)


def _alone(request: HttpRequest, land: Ground, villages: list[Region]) -> HttpResponse:
    """Villages where elders have no association and no mutual-help group."""
    page = Paginator(villages, PAGE).get_page(request.GET.get("page"))
    towns = Region.objects.in_bulk({one.township_code for one in page.object_list})
    place = {"place": land.place.code} if land.place else {}
    context = {
        "land": land,
        "page": page,
        "rows": [way_text(filter(None, [towns.get(one.township_code), one])) for one in page],
        "kept": urlencode({"show": "association", **place}),
        "back": urlencode(place),
    }
    return render(request, "territory/no_association.html", context)
