"""Change what a proxy may do: the old mandate is taken back and another given in the same breath."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.actions.give_mandate import give_mandate
from accounts.elders.actions.keeping import lock_elder
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.models import Mandate
from accounts.refusals import NotFound


def change_mandate(*, by: Any, at: datetime, mandate_id: UUID, **terms: Any) -> Mandate:
    """Both or neither; ``terms`` go to ``give_mandate``. What was ordered this month goes on counting.

    Raises NotFound for one that no longer stands, and everything the two actions refuse.
    """
    with transaction.atomic():
        old = Mandate.objects.select_related("elder__person", "proxy").filter(id=mandate_id, revoked_at=None).first()
        if old is None:
            raise NotFound
        lock_elder(by=by, elder_id=old.elder_id)
        revoke_mandate(by=by, at=at, mandate_id=old.id)
        return give_mandate(by=by, at=at, elder=old.elder, proxy=old.proxy, **terms)
