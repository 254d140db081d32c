"""A photograph of what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.photos.actions.add_photograph import add_photograph
from accounts.refusals import Refusal
from services.activities.actions.running import lock_activity
from services.activities.models import Picture
from services.activities.queries.calendar import activity_run_by

MOST_PICTURES = 12


class EnoughPictures(Refusal):
    code = "activity_enough_pictures"
    sentence = _("Twelve pictures of one activity are enough.")


def add_picture(*, by: Any, at: datetime, activity_id: UUID, sent: bytes) -> Picture:
    """By whoever runs it. Raises NotFound, EnoughPictures, NotAPicture, TooLargePicture."""
    activity = activity_run_by(by, activity_id)
    if activity.photographs.count() >= MOST_PICTURES:
        raise EnoughPictures
    photograph = add_photograph(by=by, at=at, sent=sent, region_code=activity.region_id)
    with transaction.atomic():
        lock_activity(by, activity_id)
        return Picture.objects.create(activity=activity, photograph=photograph)
