"""The writing itself: what ``commit_roster`` began."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import Refusal
from accounts.rosters.actions.check_roster import chosen_of, decided_of
from accounts.rosters.actions.import_roster import import_roster
from accounts.rosters.enums import UploadState
from accounts.rosters.lifecycle import advance_upload, lock_upload
from accounts.rosters.models import RosterUpload
from accounts.rosters.progress import ticker
from accounts.rosters.vault import take_out, throw_away


def write_roster(*, by: Any, at: datetime, upload_id: UUID) -> RosterUpload:
    """Write an upload that is WRITING; one in another state is left as it is. Refused: READY again, with the sentence.

    The file is thrown away unless rows are left that somebody must still correct. ``by`` None stands for whoever sent
    the file in, whose permission is asked again.
    """
    with transaction.atomic():
        upload = lock_upload(upload_id)
        if upload.state != UploadState.WRITING:
            return upload
        try:
            tally = import_roster(
                by=by or upload.by,
                at=at,
                data=take_out(upload.id, upload.file_key),
                region=upload.region,
                commit=True,
                keep=lambda _row: None,
                chosen=chosen_of(upload),
                decided=decided_of(upload),
                tick=ticker(upload.id),
                upload_id=upload.id,
            )
        except Refusal as refusal:
            return advance_upload(upload, "not_written", failure=str(refusal)[:300])
        finished = not tally.rejected and not tally.duplicates
        advance_upload(
            upload,
            "written",
            written_at=at,
            accepted=tally.accepted,
            fresh=tally.fresh,
            rejected=tally.rejected,
            duplicates=tally.duplicates,
            ignored=tally.ignored,
            **({"file_key": None, "decided": {}} if finished else {}),
        )
        if finished:
            upload.rows.all().delete()
            transaction.on_commit(lambda: throw_away(upload.id))
    return upload
