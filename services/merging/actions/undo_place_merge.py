"""Places that were merged are apart again."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.models import Event
from accounts.refusals import NotFound, Refusal
from services.activities.models import Activity
from services.meals.models import Dish, Meal, Menu
from services.merging.actions.merge_places import lock_places
from services.places.actions.keeping import PlaceNamed, tell
from services.places.models import Place, PlaceHours, PlaceMerge, Stay, Terms


class WentOn(Refusal):
    code = "place_went_on"
    sentence = _("Something has happened at these places since (%(day)s). They stay together.")


def undo_place_merge(*, by: Any, at: datetime, merge_id: UUID) -> PlaceMerge:
    """Everything goes back, as long as nothing has happened since at either place or with what moved; once.

    Raises NotAllowed, NotFound, WentOn, PlaceNamed.
    """
    with transaction.atomic():
        merge = PlaceMerge.objects.filter(id=merge_id).first()
        if merge is None:
            if by is not None:
                demand(by, Permission.PLACE_KEEP)
            raise NotFound
        rows = lock_places(by, [merge.place_id, merge.into_id])
        merge = PlaceMerge.objects.select_for_update(no_key=True).get(id=merge_id)
        if merge.undone_at is not None:
            return merge
        _demand_still(merge)
        place, into = rows[merge.place_id], rows[merge.into_id]
        _give_back(merge, place, into)
        merge.undone_at, merge.undone_by = at, by
        merge.save(update_fields=["undone_at", "undone_by"])
        tell(place, "parted", at=at, by=by)
    return merge


def _demand_still(merge: PlaceMerge) -> None:
    """Raises WentOn when the journal has anything newer about the places, the menus, their meals or the stays."""
    moved = merge.moved
    meals = Meal.objects.filter(menu__in=moved.get("menus", [])).values_list("id", flat=True)
    about = [
        merge.place_id,
        merge.into_id,
        *moved.get("menus", []),
        *moved.get("stays", []),
        *moved.get("activities", []),
        *meals,
    ]
    later = Event.objects.filter(subject_id__in=about, sequence__gt=merge.event_sequence)
    first = later.order_by("sequence").first()
    if first is not None:
        raise WentOn(day=timezone.localdate(first.at).isoformat())


def _give_back(merge: PlaceMerge, place: Place, into: Place) -> None:
    moved = merge.moved
    place.closed_on, place.closed_because, place.merged_into = None, "", None
    try:
        with transaction.atomic():
            place.save(update_fields=["closed_on", "closed_because", "merged_into"])
    except IntegrityError as error:
        raise PlaceNamed from error
    Menu.objects.filter(id__in=moved.get("menus", [])).update(canteen=place)
    Dish.objects.filter(id__in=moved.get("dishes", [])).update(canteen=place)
    Stay.objects.filter(id__in=moved.get("stays", [])).update(place=place)
    Activity.objects.filter(id__in=moved.get("activities", [])).update(place=place)
    Place.objects.filter(id__in=moved.get("partners", [])).update(partner=place)
    Place.objects.filter(id__in=moved.get("merged", [])).update(merged_into=place)
    PlaceHours.objects.filter(place=into, weekday__in=moved.get("hours", [])).delete()
    for key, upper in moved.get("terms", []):
        terms = Terms.objects.get(id=key)
        terms.days = DateRange(terms.first_on, date.fromisoformat(upper) if upper else None)
        terms.ended_because = ""
        terms.save(update_fields=["days", "ended_because"])
