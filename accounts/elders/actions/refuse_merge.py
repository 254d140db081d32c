"""Two dossiers stay two, though somebody asked; or whoever asked takes it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.keeping import LONGEST_REASON, tell
from accounts.elders.enums import MergeState
from accounts.elders.models import Merge
from accounts.refusals import NotFound, Refusal


class MergeDecided(Refusal):
    code = "merge_decided"
    sentence = _("This has been decided already.")


def lock_merge(*, by: Any, merge_id: UUID) -> Merge:
    """Fetch and lock what was asked; needs a transaction. Raises NotAllowed, NotFound, MergeDecided."""
    demand(by, Permission.ELDER_REGISTER)
    rows = Merge.objects.select_for_update(of=("self",)).select_related("kept__person", "absorbed__person")
    asked = rows.filter(id=merge_id).first()
    if asked is None:
        raise NotFound
    for elder in (asked.kept, asked.absorbed):
        demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if asked.state != MergeState.OPEN:
        raise MergeDecided
    return asked


def refuse_merge(*, by: Any, at: datetime, merge_id: UUID, words: str = "") -> Merge:
    """Leave both as they are. Whoever asked may do so, too. Raises what ``lock_merge`` raises."""
    with transaction.atomic():
        asked = lock_merge(by=by, merge_id=merge_id)
        asked.state, asked.decided_at, asked.decided_by = MergeState.REFUSED, at, by
        asked.words = words.strip()[:LONGEST_REASON]
        asked.save(update_fields=["state", "decided_at", "decided_by", "words"])
        tell("merge.refused", by=by, at=at, elder=asked.kept, merge=str(asked.id))
    return asked
