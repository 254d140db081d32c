"""A place that was closed opens again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from services.places.actions.keeping import PlaceNamed, lock_place, tell
from services.places.models import Place


def reopen_place(*, by: Any, at: datetime, place_id: UUID) -> Place:
    """Take the closing back. Raises NotAllowed, NotFound, PlaceNamed when another has its name by now."""
    with transaction.atomic():
        place = lock_place(by, place_id)
        place.closed_on, place.closed_because = None, ""
        try:
            with transaction.atomic():
                place.save(update_fields=["closed_on", "closed_because"])
        except IntegrityError as error:
            raise PlaceNamed from error
        tell(place, "reopened", at=at, by=by)
    return place
