"""How an upload goes from one state to the next, and the lock under which it goes."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from accounts.rosters.enums import UploadState
from accounts.rosters.models import RosterUpload

S = UploadState
MOVES: dict[str, tuple[frozenset[str], UploadState]] = {
    "checked": (frozenset({S.CHECKING}), S.READY),
    "fail": (frozenset({S.CHECKING}), S.FAILED),
    "check_again": (frozenset({S.READY}), S.CHECKING),
    "write": (frozenset({S.READY}), S.WRITING),
    "written": (frozenset({S.WRITING}), S.WRITTEN),
    "not_written": (frozenset({S.WRITING}), S.READY),
    "discard": (frozenset({S.READY, S.FAILED, S.CHECKING}), S.DISCARDED),
}


class RosterMoved(Refusal):
    """The upload is not, or no longer, where this move begins."""

    code = "roster_moved"
    sentence = _("This has changed in the meantime: the roster is now “%(state)s”.")


def lock_upload(upload_id: UUID, *, by: Any = None) -> RosterUpload:
    """Lock and return an upload; with ``by`` only inside their territory. Raises NotAllowed, NotFound."""
    upload = RosterUpload.objects.select_for_update(of=("self",)).select_related("region").filter(id=upload_id).first()
    if by is not None:
        demand(by, Permission.ELDER_REGISTER)
        if upload is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=upload.region_id)
    if upload is None:
        raise NotFound
    return upload


def advance_upload(upload: RosterUpload, move: str, **changes: Any) -> RosterUpload:
    """Move a locked upload along the table, writing ``changes`` with it; raises RosterMoved."""
    sources, target = MOVES[move]
    if upload.state not in sources:
        raise RosterMoved(state=upload.get_state_display())
    changes["state"] = target
    for name, value in changes.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(changes))
    return upload
