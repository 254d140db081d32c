"""How this slice writes its events."""

from datetime import datetime
from typing import Any

from accounts.journal.actions.emit import emit
from timebank.purses.models import PoolGrant


def tell(what: str, grant: PoolGrant, *, by: Any, at: datetime) -> None:
    """Write that the pool was opened to an elder, or closed again."""
    emit(
        f"timebank.pool.{what}",
        at=at,
        by=by,
        subject_kind="pool_grant",
        subject_id=grant.id,
        region_code=grant.elder.person.home_id,
        detail={"minutes": grant.minutes_a_month, "person": str(grant.elder.person_id)},
    )
