"""A picture of what happened, from the reporter or from whoever is there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.photos.actions.add_photograph import add_photograph
from accounts.photos.models import Photograph
from accounts.refusals import NotFound, Refusal
from services.incidents.actions.record import IncidentOver, emit_incident
from services.incidents.models import Incident, Picture
from services.incidents.queries.rows import standing_of

MOST = 8


class TooManyPictures(Refusal):
    code = "too_many_pictures"
    sentence = _("There are enough pictures. Write the rest down in words.")
    status = 422


def add_picture(
    *, by: Any, at: datetime, incident_id: UUID, sent: bytes, taken_at_said: datetime | None = None
) -> Photograph:
    """Keep a picture with the incident: from who acts on it, and from its reporter while it is not over.

    ``by`` None is a reporter without a login; the caller has checked that it is theirs. Raises NotFound, IncidentOver,
    TooManyPictures, NotAPicture, TooLargePicture.
    """
    with transaction.atomic():
        incident = Incident.objects.select_for_update(of=("self",), no_key=True).filter(id=incident_id).first()
        if incident is None or not _may_add(by, incident, at):
            raise NotFound
        if incident.is_over:
            raise IncidentOver(state=incident.get_state_display())
        if incident.photographs.count() >= MOST:
            raise TooManyPictures(field="photo")
        photograph = add_photograph(
            by=by,
            at=at,
            sent=sent,
            region_code=incident.region_id,
            taken_at_said=taken_at_said,
            about_elder=incident.elder_id,
        )
        Picture.objects.create(incident=incident, photograph=photograph)
        emit_incident(incident, "noted", at=at, by=by, what="PICTURE")
    return photograph


def _may_add(by: Any, incident: Incident, at: datetime) -> bool:
    if by is None:
        return incident.reporter_id is None
    return incident.reporter_id == by.id or standing_of(by, incident, at=at).acts
