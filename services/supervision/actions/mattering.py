"""What the actions on a matter share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound
from services.supervision.models import Matter


def lock_matter(matter_id: UUID, *, by: Any) -> Matter:
    """Lock a matter that was sent to the actor's office. Raises NotAllowed, NotFound."""
    demand(by, Permission.SUPERVISE)
    found = Matter.objects.select_for_update(of=("self",)).select_related("region", "to").filter(id=matter_id).first()
    if found is None:
        raise NotFound
    demand(by, Permission.SUPERVISE, region_code=found.to_id)
    return found


def tell_matter(matter: Matter, what: str, *, by: Any, at: datetime) -> None:
    emit(
        f"services.matter.{what}",
        at=at,
        by=by,
        subject_kind="matter",
        subject_id=matter.id,
        region_code=matter.region_id,
        detail={"to": matter.to_id},
    )
