"""Fetch the file with everything of a county: each time is written down before its first byte."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.access.actions.take_export import take_export
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from services.windup.enums import TakeoutState
from services.windup.models import Takeout


def take_takeout(*, by: Any, at: datetime, request_id: UUID) -> Path:
    """The file. Raises NotAllowed; NotFound unless it is ready, theirs and not expired; TakenTooOften."""
    demand(by, Permission.COUNTY_EXPORT)
    takeout = Takeout.objects.filter(request=request_id, state=TakeoutState.READY).first()
    if takeout is None:
        raise NotFound
    take_export(by=by, at=at, request_id=request_id)
    path = Path(settings.TAKEOUTS) / takeout.file
    if not path.is_file():
        raise NotFound
    return path
