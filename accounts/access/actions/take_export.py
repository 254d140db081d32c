"""Write down that a list of elders is taken away, before its first byte leaves."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.models import ExportDownload, ExportRequest
from accounts.access.queries.exports import export_allowed
from accounts.journal.actions.emit import emit
from accounts.people.models import User
from accounts.refusals import NotFound, Refusal

HOUR = timedelta(hours=1)


class TakenTooOften(Refusal):
    code = "taken_too_often"
    sentence = _("You have taken %(number)d lists within an hour. Wait a while.")
    status = 429


def take_export(*, by: Any, at: datetime, request_id: UUID) -> ExportRequest:
    """Journal the download; the file may be built only afterwards. No row, no file.

    Raises NotFound for somebody else's request, one that was refused, waits or has expired; TakenTooOften.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counted one after another
        allowed = export_allowed(by, request_id, at=at)
        if allowed is None:
            raise NotFound
        if ExportDownload.objects.filter(by=by, at__gt=at - HOUR).count() >= settings.EXPORTS_PER_HOUR:
            raise TakenTooOften(number=settings.EXPORTS_PER_HOUR)
        ExportDownload.objects.create(request=allowed, by=by, at=at)
        emit(
            "accounts.export.taken",
            at=at,
            by=by,
            subject_kind="export",
            subject_id=allowed.id,
            region_code=allowed.region_id,
            deliver=False,
        )
    return allowed
