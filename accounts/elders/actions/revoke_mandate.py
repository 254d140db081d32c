"""Take a mandate back; it ends at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.actions.keeping import write_change
from accounts.elders.models import Mandate
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound


def revoke_mandate(*, by: Any, at: datetime, mandate_id: UUID) -> Mandate:
    """Revoke a standing mandate: the village for the elder, or the proxy for themselves. Raises NotFound."""
    with transaction.atomic():
        mandate = (
            Mandate.objects.select_for_update(of=("self",))
            .select_related("elder__person", "proxy")
            .filter(id=mandate_id, revoked_at__isnull=True)
            .first()
        )
        if mandate is None:
            raise NotFound
        village = mandate.elder.person.home_id
        own = by.person_id is not None and by.person_id == mandate.proxy_id
        if not own and not may(by, Permission.ELDER_REGISTER, region_code=village):
            raise NotFound
        mandate.revoked_at, mandate.revoked_by = at, by
        mandate.save(update_fields=["revoked_at", "revoked_by"])
        write_change(
            by=by,
            at=at,
            elder=mandate.elder,
            about="MANDATE",
            about_id=mandate.id,
            field="ended",
            was=mandate.proxy.name,
        )
        emit(
            "accounts.mandate.revoked",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=mandate.elder_id,
            region_code=village,
            detail={"mandate": str(mandate.id)},
            deliver=False,
        )
    return mandate
