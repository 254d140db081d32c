"""A picture taken on a visit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.photos.actions.add_photograph import add_photograph
from accounts.refusals import NotFound, Refusal
from services.visits.models import Visit, VisitPhoto

MOST = 4


class TooManyPictures(Refusal):
    code = "visit_too_many_pictures"
    sentence = _("A visit keeps at most four pictures.")
    status = 422


def add_visit_photo(*, by: Any, at: datetime, visit_id: UUID, sent: bytes) -> VisitPhoto:
    """Keep a picture with one's own visit. Raises NotFound, TooManyPictures, NotAPicture, TooLargePicture."""
    with transaction.atomic():
        visit = Visit.objects.select_for_update(of=("self",), no_key=True).filter(id=visit_id, by=by).first()
        if visit is None:
            raise NotFound
        if visit.photos.count() >= MOST:
            raise TooManyPictures(field="photo")
        photograph = add_photograph(
            by=by,
            at=at,
            sent=sent,
            region_code=visit.region_code,
            taken_at_said=visit.happened_at,
            about_elder=visit.elder_id,
        )
        return VisitPhoto.objects.create(visit=visit, photograph=photograph)
