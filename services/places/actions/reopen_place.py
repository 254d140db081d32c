"""A place that was closed opens again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.places.actions.keeping import PlaceNamed, lock_place, tell
from services.places.models import Place


class WentIntoAnother(Refusal):
    code = "place_went_into_another"
    sentence = _("This place was merged into another one. Take the merging back instead.")


def reopen_place(*, by: Any, at: datetime, place_id: UUID) -> Place:
    """Take the closing back. Raises NotAllowed, NotFound, WentIntoAnother, PlaceNamed when its name is taken by now."""
    with transaction.atomic():
        place = lock_place(by, place_id)
        if place.merged_into_id is not None:
            raise WentIntoAnother
        place.closed_on, place.closed_because = None, ""
        try:
            with transaction.atomic():
                place.save(update_fields=["closed_on", "closed_because"])
        except IntegrityError as error:
            raise PlaceNamed from error
        tell(place, "reopened", at=at, by=by)
    return place
