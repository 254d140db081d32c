"""A place closes, for good or until it is opened again."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.keeping import said
from accounts.refusals import Invalid
from services.places.actions.keeping import lock_place, tell
from services.places.actions.reopen_place import WentIntoAnother
from services.places.actions.staying import call_off_stays
from services.places.models import Place

# By name: slices above know what else was to happen there.
FOLLOWERS = ("services.activities.actions.call_off_at.call_off_at",)


class BadClosing(Invalid):
    code = "bad_closing"
    sentence = _("A place cannot close before it has opened.")
    status = 422


def close_place(*, by: Any, at: datetime, place_id: UUID, closed_on: date, reason: str) -> Place:
    """From ``closed_on`` nobody is there any more; who is expected later and what is announced there is called off.

    Raises NotAllowed, NotFound, ReasonMissing, BadClosing, WentIntoAnother.
    """
    words = said(reason)
    with transaction.atomic():
        place = lock_place(by, place_id)
        if closed_on < place.opened_on:
            raise BadClosing(field="closed_on")
        if place.merged_into_id is not None:
            raise WentIntoAnother
        place.closed_on, place.closed_because = closed_on, words
        place.save(update_fields=["closed_on", "closed_because"])
        call_off_stays(place, since=closed_on, at=at, by=by)
        for follow in FOLLOWERS:
            import_string(follow)(by=by, at=at, place=place, since=closed_on, reason=words)
        tell(place, "closed", at=at, by=by, words=words)
    return place
