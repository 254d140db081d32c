"""Write down anew what a place is like."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.places.actions.keeping import PlaceSheet, fill, lock_place, tell
from services.places.models import Place


def change_place(*, by: Any, at: datetime, place_id: UUID, sheet: PlaceSheet) -> Place:
    """All of it but kind, village and the days it opened and closed. Raises NotAllowed, NotFound, and what ``fill``
    does.
    """
    with transaction.atomic():
        place = lock_place(by, place_id)
        fill(place, sheet)
        tell(place, "changed", at=at, by=by)
    return place
