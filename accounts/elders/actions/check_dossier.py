"""Note that somebody asked again and everything is as it stands."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.elders.actions.keeping import keep_figures, lock_elder, not_after, tell
from accounts.elders.enums import Source
from accounts.elders.fields import Group
from accounts.elders.models import Check, Elder


def check_dossier(
    *, by: Any, at: datetime, elder: Elder, groups: Sequence[Group], source: Source, as_of: date
) -> Check:
    """The values of these groups were still true on ``as_of``: none of them is stale for that.

    Raises NotAllowed, NotFound, ElderLeft, NotYet. ``by`` None is the house itself.
    """
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        not_after(as_of, at, name="as_of")
        codes = [group.value for group in Group if group in groups]
        check = Check.objects.create(
            elder=locked, groups=codes, source=source, as_of=as_of, checked_at=at, checked_by=by
        )
        if locked.arrived_on is not None and as_of >= locked.arrived_on:
            locked.arrived_on = None  # the new village has looked
            locked.save(update_fields=["arrived_on"])
        keep_figures(locked, at, checked_on=as_of)
        tell("elder.dossier_checked", by=by, at=at, elder=locked, groups=codes, as_of=str(as_of))
    elder.checked_on, elder.complete_percent = locked.checked_on, locked.complete_percent
    return check
