"""Forget rosters that nobody came back to."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.rosters.enums import UploadState
from accounts.rosters.lifecycle import MOVES, advance_upload, lock_upload
from accounts.rosters.models import RosterUpload
from accounts.rosters.vault import throw_away


def forget_rosters(*, at: datetime) -> int:
    """Delete files and previews whose week is over; what was written stays written. Returns how many."""
    overdue = RosterUpload.objects.filter(forget_on__lte=timezone.localdate(at), file_key__isnull=False)
    ids = list(overdue.exclude(state=UploadState.WRITING).values_list("id", flat=True))
    for upload_id in ids:
        with transaction.atomic():
            upload = lock_upload(upload_id)
            upload.rows.all().delete()
            upload.file_key, upload.layout, upload.decided = None, {}, {}
            upload.save(update_fields=["file_key", "layout", "decided"])
            if upload.state in MOVES["discard"][0]:
                advance_upload(upload, "discard")
        throw_away(upload_id)
    return len(ids)
