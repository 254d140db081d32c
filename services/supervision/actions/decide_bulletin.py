"""Pass a bulletin, and it is public; or send it back with a sentence."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.supervision.actions.bulletins import AnotherPasses, SayWhy, lock_bulletin, tell_bulletin
from services.supervision.lifecycle import advance
from services.supervision.models import Bulletin


def decide_bulletin(*, by: Any, at: datetime, bulletin_id: UUID, publish: bool, words: str = "") -> Bulletin:
    """A second person decides. Raises NotAllowed, NotFound, AnotherPasses, SayWhy, StateChanged."""
    with transaction.atomic():
        bulletin = lock_bulletin(bulletin_id, by=by, permission=Permission.SUPERVISION_DECIDE)
        if bulletin.drafted_by_id == by.id:
            raise AnotherPasses
        if publish:
            advance(bulletin, "publish", decided_at=at, decided_by=by)
        elif not words.strip():
            raise SayWhy(field="words")
        else:
            advance(bulletin, "send_back", sent_back=words.strip()[:300])
        tell_bulletin(bulletin, "published" if publish else "sent_back", by=by, at=at)
    return bulletin
