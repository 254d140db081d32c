"""Write the good rows of a roster into the registry."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from accounts.rosters.actions.upload_roster import AT_ONCE_BYTES, WRITE_TASK, defer
from accounts.rosters.actions.write_roster import write_roster
from accounts.rosters.enums import UploadState
from accounts.rosters.lifecycle import advance_upload, lock_upload
from accounts.rosters.models import RosterUpload

AT_ONCE_ROWS = 40  # more takes longer than anybody waits for a page


class NothingToWrite(Refusal):
    code = "nothing_to_write"
    sentence = _("No row of this roster can go in yet.")


def commit_roster(*, by: Any, at: datetime, upload_id: UUID) -> RosterUpload:
    """Write all rows that can go in, or none: few at once, many by a job. A second time changes nothing.

    Raises NotAllowed, NotFound, NothingToWrite, RosterMoved.
    """
    with transaction.atomic():
        upload = lock_upload(upload_id, by=by)
        if upload.state in (UploadState.WRITING, UploadState.WRITTEN):
            return upload
        if upload.state == UploadState.READY and not upload.accepted:
            raise NothingToWrite
        advance_upload(upload, "write", failure="")
        at_once = upload.accepted <= AT_ONCE_ROWS and upload.size_bytes <= AT_ONCE_BYTES
        if not at_once:
            defer(upload.id, WRITE_TASK)
    return write_roster(by=by, at=at, upload_id=upload.id) if at_once else upload
