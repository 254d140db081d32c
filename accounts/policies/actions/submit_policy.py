"""Hand a draft to the second person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.policies.actions.draft_policy import NotTheAuthor, check_period, emit_draft
from accounts.policies.lifecycle import advance_draft, lock_draft
from accounts.policies.models import PolicyDraft


def submit_policy(*, by: Any, at: datetime, draft_id: UUID) -> PolicyDraft:
    """Submit one's own draft; from now on nobody can change what it says.

    Raises NotAllowed, NotFound, NotTheAuthor, StartsTooEarly when it lay too long, DraftChanged.
    """
    with transaction.atomic():
        draft = lock_draft(draft_id)
        demand(by, Permission.POLICY_EDIT, region_code=draft.region_id)
        if draft.author_id != by.id:
            raise NotTheAuthor
        check_period(draft.valid_from, draft.valid_until, at=at)
        advance_draft(draft, "submit", submitted_at=at)
        emit_draft(draft, "submitted", at=at, by=by)
    return draft
