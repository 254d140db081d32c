"""Where a draft may go from where it is, and the lock under which it goes."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.policies.enums import DraftStatus
from accounts.policies.models import PolicyDraft
from accounts.refusals import NotFound, Refusal

MOVES: dict[str, tuple[frozenset[str], DraftStatus]] = {
    "submit": (frozenset({DraftStatus.DRAFT}), DraftStatus.SUBMITTED),
    "approve": (frozenset({DraftStatus.SUBMITTED}), DraftStatus.IN_FORCE),
    "reject": (frozenset({DraftStatus.SUBMITTED}), DraftStatus.REJECTED),
    "withdraw": (frozenset({DraftStatus.DRAFT, DraftStatus.SUBMITTED}), DraftStatus.WITHDRAWN),
}


class DraftChanged(Refusal):
    """The draft is not, or no longer, where this move begins."""

    code = "draft_changed"
    sentence = _("This has changed in the meantime: it is now “%(status)s”.")


def lock_draft(draft_id: UUID, *statuses: str) -> PolicyDraft:
    """Lock and return a draft; raises NotFound, DraftChanged when it is in none of ``statuses``."""
    draft = PolicyDraft.objects.select_for_update(of=("self",)).select_related("region").filter(id=draft_id).first()
    if draft is None:
        raise NotFound
    if statuses and draft.status not in statuses:
        raise DraftChanged(status=draft.get_status_display())
    return draft


def advance_draft(draft: PolicyDraft, move: str, **changes: Any) -> PolicyDraft:
    """Move a locked draft along the table, writing ``changes`` with it; raises DraftChanged."""
    sources, target = MOVES[move]
    if draft.status not in sources:
        raise DraftChanged(status=draft.get_status_display())
    changes["status"] = target
    for field, value in changes.items():
        setattr(draft, field, value)
    draft.save(update_fields=list(changes))
    return draft
