"""Who runs a place and until when."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.policies.place_rules import PLACE_TERMS_END
from accounts.policies.queries import rulebooks
from services.places.models import Place, Terms

LONGEST_NOTICE = timedelta(days=366)  # no rule looks further ahead


def terms_of(places: Iterable[Any]) -> QuerySet[Terms]:
    """Every agreement of these places, the latest first."""
    return Terms.objects.filter(place__in=places).select_related("operator").order_by("-days", "-id")


def terms_on(place_id: Any, on: date) -> Terms | None:
    """The one that holds on a day."""
    return Terms.objects.filter(place=place_id, days__contains=on).select_related("operator").first()


def terms_ending(places: QuerySet[Place], *, on: date) -> list[Terms]:
    """Terms of these places that end soon, as the rule of the place says, and are not followed by others."""
    last = on + LONGEST_NOTICE
    follows = Terms.objects.filter(place=OuterRef("place"), days__startswith=OuterRef("days__endswith"))
    rows = Terms.objects.filter(
        ~Exists(follows), place__in=places.order_by().values("id"), place__closed_on=None,
        days__endswith__gt=on, days__endswith__lte=last,
    )  # fmt: skip
    found = list(rows.select_related("place__region", "operator").order_by("days__endswith", "id"))
    books = rulebooks({one.place.region_id for one in found}, [PLACE_TERMS_END])
    notice = {code: books.at(code, on)[PLACE_TERMS_END].value for code in {one.place.region_id for one in found}}
    return [one for one in found if one.days.upper - on <= timedelta(days=notice[one.place.region_id])]
