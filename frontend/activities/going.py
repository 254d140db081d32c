"""What the views of this journey share."""

from typing import Any

from django.http import HttpRequest

from accounts.people.models import Person
from accounts.regions.models import Region

COUNTY_DIGITS = 6


def region_asked(request: HttpRequest) -> Region | None:
    """``?region=CODE``, else the reader's county, else the only county there is."""
    asked = request.GET.get("region", "")
    if asked and (found := Region.objects.filter(code=asked).first()) is not None:
        return found
    user: Any = request.user
    if user.is_authenticated and user.person_id is not None:
        home = Person.objects.values_list("home", flat=True).get(id=user.person_id)
        if home and (county := Region.objects.filter(code=home[:COUNTY_DIGITS]).first()) is not None:
            return county
    return Region.objects.filter(level="COUNTY", activities__isnull=False).first() or _with_most()


def _with_most() -> Region | None:
    row = Region.objects.filter(activities__isnull=False).order_by("code").values_list("code", flat=True).first()
    return Region.objects.filter(code=row[:COUNTY_DIGITS]).first() if row else None
