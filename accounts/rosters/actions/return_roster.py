"""Hand the sent workbook back with its faults marked; written down before its first byte leaves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal
from accounts.rosters.lifecycle import lock_upload
from accounts.rosters.models import RosterUpload
from accounts.rosters.vault import take_out


class RosterForgotten(Refusal):
    code = "roster_forgotten"
    sentence = _("The file is deleted already. Please send it in again.")


def return_roster(*, by: Any, at: datetime, upload_id: UUID) -> tuple[RosterUpload, bytes]:
    """The upload and its file as sent; only for whoever sent it in: it holds everybody's ID numbers.

    Raises NotAllowed, NotFound, RosterForgotten.
    """
    with transaction.atomic():
        upload = lock_upload(upload_id, by=by)
        if upload.by_id != by.id:
            raise NotFound
        if not upload.file_key:
            raise RosterForgotten
        emit(
            "accounts.roster.returned",
            at=at,
            by=by,
            subject_kind="roster",
            subject_id=upload.id,
            region_code=upload.region_id,
            deliver=False,
        )
    return upload, take_out(upload.id, upload.file_key)
