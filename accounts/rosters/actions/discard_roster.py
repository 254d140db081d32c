"""Put a roster aside without writing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.journal.actions.emit import emit
from accounts.rosters.enums import UploadState
from accounts.rosters.lifecycle import advance_upload, lock_upload
from accounts.rosters.models import RosterUpload
from accounts.rosters.vault import throw_away


def discard_roster(*, by: Any, at: datetime, upload_id: UUID) -> RosterUpload:
    """Delete file and preview for ever. A second time changes nothing. Raises NotAllowed, NotFound, RosterMoved."""
    with transaction.atomic():
        upload = lock_upload(upload_id, by=by)
        if upload.state == UploadState.DISCARDED:
            return upload
        advance_upload(upload, "discard", file_key=None, layout={}, decided={})
        upload.rows.all().delete()
        emit(
            "accounts.roster.discarded",
            at=at,
            by=by,
            subject_kind="roster",
            subject_id=upload.id,
            region_code=upload.region_id,
            deliver=False,
        )
        transaction.on_commit(lambda: throw_away(upload.id))
    return upload
