"""Send a roster in."""

import hashlib
import unicodedata
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.regions.models import Region
from accounts.rosters.actions.check_roster import check_roster
from accounts.rosters.enums import UploadState
from accounts.rosters.models import RosterUpload
from accounts.rosters.vault import put_away
from accounts.rosters.workbook.container import look_through

KEEP_DAYS = 7
AT_ONCE_BYTES = 300_000  # some three thousand rows: checked within the request
CHECK_TASK, WRITE_TASK = "accounts.rosters.check", "accounts.rosters.write"


def upload_roster(*, by: Any, at: datetime, region: Region, file_name: str, data: bytes) -> RosterUpload:
    """Keep the workbook encrypted for a week and look through it: small ones at once, others by a job.

    The same file again while it waits is the same upload. Raises NotAllowed, NotFound outside the actor's territory,
    BadWorkbook for what must not be opened; nothing is kept then.
    """
    demand(by, Permission.ELDER_REGISTER)
    demand(by, Permission.ELDER_REGISTER, region_code=region.code)
    look_through(data)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        waiting = (UploadState.CHECKING, UploadState.READY, UploadState.WRITING)
        Region.objects.select_for_update().get(pk=region.pk)  # a double click is one upload
        known = RosterUpload.objects.filter(by=by, region=region, digest=digest, state__in=waiting).first()
        if known is not None:
            return known
        upload = RosterUpload(region=region, by=by, uploaded_at=at, size_bytes=len(data), digest=digest)
        upload.file_name = _tidy(file_name)
        upload.forget_on = timezone.localdate(at) + timedelta(days=KEEP_DAYS)
        upload.file_key = put_away(upload.id, data)
        upload.save()
        emit(
            "accounts.roster.uploaded",
            at=at,
            by=by,
            subject_kind="roster",
            subject_id=upload.id,
            region_code=region.code,
            detail={"bytes": len(data)},
            deliver=False,
        )
        defer_unless_small(upload, CHECK_TASK)
    if upload.size_bytes <= AT_ONCE_BYTES:
        return check_roster(at=at, upload_id=upload.id)
    return upload


def defer_unless_small(upload: RosterUpload, task: str) -> None:
    """Queue the job of a large upload in the same transaction; a small one is done by the caller."""
    if upload.size_bytes > AT_ONCE_BYTES:
        defer(upload.id, task)


def defer(upload_id: UUID, task: str) -> None:
    """Queue the job."""
    app.configure_task(name=task).defer(upload_id=str(upload_id))


def _tidy(file_name: str) -> str:
    """The last part of the name, on one line."""
    name = unicodedata.normalize("NFC", file_name).replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if unicodedata.category(c)[0] != "C")[-120:] or "roster.xlsx"
