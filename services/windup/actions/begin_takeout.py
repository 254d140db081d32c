"""Begin the file with everything of a county that a second person agreed to."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.access.actions.take_export import take_export
from accounts.access.enums import Layout, Permission
from accounts.access.models import ExportRequest
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound
from services.windup.enums import TakeoutState
from services.windup.models import Takeout

TASK = "services.windup.write_takeout"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
GROUPS, GROUP = 5, 5  # 25 of 31 letters: 123 bits, so that the ZIP's own key derivation need not be slow


def begin_takeout(*, by: Any, at: datetime, request_id: UUID) -> Takeout:
    """Write it down, choose a password, and queue the job. Asked again it gives the one begun; after a failure it
    begins anew. Raises NotAllowed, NotFound (not asked by them, not approved, expired, no county), TakenTooOften."""
    demand(by, Permission.COUNTY_EXPORT)
    with transaction.atomic():
        asked = ExportRequest.objects.select_for_update().filter(id=request_id, layout=Layout.COUNTY).first()
        if asked is None:
            raise NotFound
        demand(by, Permission.COUNTY_EXPORT, region_code=asked.region_id)
        before = Takeout.objects.filter(request=asked).first()
        if before is not None and before.state != TakeoutState.FAILED:
            return before
        take_export(by=by, at=at, request_id=request_id)
        fresh = {"state": TakeoutState.WRITING, "password": _password(), "begun_at": at}
        takeout, _new = Takeout.objects.update_or_create(request=asked, defaults=fresh)
        emit(
            "services.county.export_begun",
            at=at,
            by=by,
            subject_kind="county_export",
            subject_id=asked.id,
            region_code=asked.region_id,
            detail={"sealed_in_clear": True, "purpose": asked.purpose},
            words=asked.words,
            deliver=False,
        )
        app.configure_task(name=TASK).defer(request_id=str(asked.id))
    return takeout


def _password() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
