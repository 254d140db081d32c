"""Hand a bulletin to a second person. Its figures are taken once more, and stay as they are from here on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.supervision.actions.bulletins import BulletinAtWork, NothingFrozen, lock_bulletin, tell_bulletin
from services.supervision.lifecycle import advance
from services.supervision.models import Bulletin
from services.supervision.queries.bulletins import figures


def submit_bulletin(*, by: Any, at: datetime, bulletin_id: UUID) -> Bulletin:
    """Only its author hands it in. Raises NotAllowed, NotFound, BulletinAtWork, StateChanged, NothingFrozen."""
    with transaction.atomic():
        bulletin = lock_bulletin(bulletin_id, by=by)
        if bulletin.drafted_by_id != by.id:
            raise BulletinAtWork
        rows = figures(bulletin.region, bulletin.month)
        if rows is None:
            raise NothingFrozen
        advance(bulletin, "submit", submitted_at=at, rows=rows, sent_back="")
        tell_bulletin(bulletin, "submitted", by=by, at=at)
    return bulletin
