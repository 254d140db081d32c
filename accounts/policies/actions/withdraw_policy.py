"""Take a draft back before it was decided."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.policies.actions.draft_policy import NotTheAuthor, emit_draft
from accounts.policies.lifecycle import advance_draft, lock_draft
from accounts.policies.models import PolicyDraft


def withdraw_policy(*, by: Any, at: datetime, draft_id: UUID) -> PolicyDraft:
    """Take back one's own draft. Raises NotAllowed, NotFound, NotTheAuthor, DraftChanged."""
    with transaction.atomic():
        draft = lock_draft(draft_id)
        demand(by, Permission.POLICY_EDIT, region_code=draft.region_id)
        if draft.author_id != by.id:
            raise NotTheAuthor
        advance_draft(draft, "withdraw")
        emit_draft(draft, "withdrawn", at=at, by=by)
    return draft
