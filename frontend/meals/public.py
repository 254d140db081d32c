"""What there is to eat this week, as everybody may read it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.elders.models import Elder
from accounts.elders.queries import elders_of
from accounts.people.models import Person
from accounts.regions.models import Region
from frontend.meals.going import week_asked, weeks_around
from services.meals.models import Menu
from services.meals.queries.menus import published_menus
from services.places.models import Place
from services.places.queries import Near, open_places, places_near

COUNTY_DIGITS, SHOWN = 6, 12


@require_safe
def show_week(request: HttpRequest) -> HttpResponse:
    """``?week=2026-11-19&region=CODE``: canteens that cook in that week, the nearest first, day by day."""
    first = week_asked(request)
    today = timezone.localdate()
    user: Any = request.user
    person = None
    if user.is_authenticated and user.person_id is not None:
        person = Person.objects.select_related("home").get(id=user.person_id)
    region = _region(request.GET.get("region", ""), person)
    near = _near(person, region, today)
    places = {one.place.id: one for one in near}
    menus: dict[Any, list[Menu]] = {}
    for menu in published_menus(list(places), first_on=first):
        menus.setdefault(menu.canteen_id, []).append(menu)
    cooking = [(one, menus[one.place.id]) for one in near if one.place.id in menus][:SHOWN]
    elders: list[Elder] = list(elders_of(user)[:6]) if user.is_authenticated else []
    context = {"region": region, "cooking": cooking, "today": today, "elders": elders, **weeks_around(first)}
    return render(request, "meals/week.html", context)


def _region(asked: str, person: Person | None) -> Region | None:
    if asked and (found := Region.objects.filter(code=asked).first()) is not None:
        return found
    code = person.home_id if person is not None else Menu.objects.values_list("canteen__region", flat=True).first()
    return Region.objects.filter(code=code[:COUNTY_DIGITS]).first() if code else None


def _near(person: Person | None, region: Region | None, today: Any) -> list[Near]:
    if region is None:
        return []
    if person is not None and person.home_id.startswith(region.code):
        return places_near(person, on=today, most=500)
    places: list[Place] = list(open_places(region_code=region.code, on=today))
    return [Near(place, None, False) for place in places]
