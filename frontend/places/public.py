"""Where one can go: as everybody may read it, and the nearest first for whoever is signed in."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.enums import Power
from accounts.elders.queries import elders_of
from accounts.people.models import Person
from accounts.regions.models import Region
from frontend.shell.week import week_text
from services.activities.queries.calendar import on_at
from services.meals.queries.menus import published_menus
from services.places.enums import HOSTING, OPEN_KINDS, PlaceKind
from services.places.models import Place
from services.places.queries import Near, open_now, open_places, place_by_id, places_near
from services.places.queries.funds import funds_of
from services.places.queries.safety import checks_of
from services.places.queries.stays import minds
from services.places.queries.terms import terms_on

PAGE = 30
COUNTY_DIGITS = 6
NEAREST = 500
MOST_ELDERS = 6


@require_safe
def show_places(request: HttpRequest) -> HttpResponse:
    """``?region=CODE&kind=CANTEEN``: open places of a county; without a region those nearest to the reader."""
    today = timezone.localdate()
    asked = request.GET.get("region", "")
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in PlaceKind.values else []
    person = _reader(request)
    region = (Region.objects.filter(code=asked).first() if asked else None) or _default(person)
    near: list[Near] = []
    if region is not None and person is not None and person.home_id.startswith(region.code):
        near = places_near(person, on=today, kinds=kinds, most=NEAREST)
    elif region is not None:
        near = [Near(place, None, False) for place in open_places(region_code=region.code, on=today, kinds=kinds)]
    page = Paginator(near, PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    context = {
        "region": region,
        "page": page,
        "rows": [(one, open_now(one.place, at=now)) for one in page.object_list],
        "kinds": [(one.value, one.label) for one in OPEN_KINDS],
        "kind": kind,
    }
    return render(request, "places/list.html", context)


@require_safe
def show_place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """One place: hours, telephone, the way there, and what there is to eat."""
    now = timezone.now()
    today = timezone.localdate(now)
    place = place_by_id(place_id)
    closed = place.closed_on is not None and place.closed_on <= today
    merged = list(place.merged_from.order_by("name"))
    context = {
        "place": place,
        "region": place.region,
        "hours": week_text({one.weekday: (one.opens, one.closes) for one in place.hours.all()}),
        "open_now": not closed and open_now(place, at=now),
        "closed": closed,
        "menus": [] if closed else published_menus([place.id], first_on=today),
        "on_there": [] if closed else on_at([place.id], since=now),
        "merged": merged,
        "terms": terms_on(place.id, today),
        "funds": funds_of(place, merged=merged),
        "check": checks_of(place).filter(withdrawn_at=None).first(),
        "minded": not closed and place.kind in HOSTING and minds(request.user, place, on=today),
        "helps": None if closed or place.kind not in HOSTING else _elders(request),
        "kept": request.user.is_authenticated and may(request.user, Permission.PLACE_KEEP, region_code=place.region_id),
    }
    return render(request, "places/place.html", context)


def _elders(request: HttpRequest) -> list[Any]:
    """Elders for whom the reader could book a stay here."""
    if not request.user.is_authenticated:
        return []
    return list(elders_of(request.user, power=Power.ORDER)[:MOST_ELDERS])


def _reader(request: HttpRequest) -> Person | None:
    user: Any = request.user
    if not user.is_authenticated or user.person_id is None:
        return None
    return Person.objects.select_related("home").get(id=user.person_id)


def _default(person: Person | None) -> Region | None:
    """The reader's county, else the first one that has a place."""
    if person is not None:
        return Region.objects.filter(code=person.home_id[:COUNTY_DIGITS]).first()
    code = Place.objects.order_by("region").values_list("region", flat=True).first()
    return Region.objects.filter(code=code[:COUNTY_DIGITS]).first() if code else None
