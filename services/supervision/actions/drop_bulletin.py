"""Throw a draft away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.supervision.actions.bulletins import BulletinAtWork, lock_bulletin, tell_bulletin
from services.supervision.lifecycle import advance
from services.supervision.models import Bulletin


def drop_bulletin(*, by: Any, at: datetime, bulletin_id: UUID) -> Bulletin:
    """Only its author, only a draft. Raises NotAllowed, NotFound, BulletinAtWork, StateChanged."""
    with transaction.atomic():
        bulletin = lock_bulletin(bulletin_id, by=by)
        if bulletin.drafted_by_id != by.id:
            raise BulletinAtWork
        advance(bulletin, "drop")
        tell_bulletin(bulletin, "dropped", by=by, at=at)
    return bulletin
