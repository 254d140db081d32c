"""A place opens its door."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.places.actions.keeping import PlaceSheet, fill, tell
from services.places.enums import PlaceKind
from services.places.models import Place


class NoVillage(Invalid):
    code = "no_village"
    sentence = _("Choose the village or the township where it lies.")
    status = 422


def open_place(
    *, by: Any, at: datetime, kind: PlaceKind | str, region_code: str, opened_on: date, sheet: PlaceSheet
) -> Place:
    """Enter a place in the official's territory; ``by`` None is the house.

    Raises NotAllowed, NotFound (another territory), NoVillage, and those of ``keeping.fill``.
    """
    if by is not None:
        demand(by, Permission.PLACE_KEEP)
    if kind not in PlaceKind.values:
        raise Invalid(field="kind")
    region = Region.objects.filter(code=region_code, level__in=[Level.TOWNSHIP, Level.VILLAGE]).first()
    if region is None:
        raise NoVillage(field="region")
    if by is not None:
        demand(by, Permission.PLACE_KEEP, region_code=region.code)
    with transaction.atomic():
        place = Place(kind=PlaceKind(kind), region=region, opened_on=opened_on, entered_by=by, entered_at=at)
        fill(place, sheet)
        tell(place, "opened", at=at, by=by)
    return place
