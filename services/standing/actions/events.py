"""Events of this slice."""

from datetime import datetime
from typing import Any

from accounts.journal.actions.emit import emit
from services.standing.models import StandingOrder

TOLD = ("refused",)  # the rest is written down; each order it makes is told as an order


def tell(standing: StandingOrder, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.standing.<happened>``; ``detail`` carries codes, keys and days."""
    emit(
        f"services.standing.{happened}",
        at=at,
        by=by,
        subject_kind="standing",
        subject_id=standing.id,
        region_code=standing.elder.person.home_id,
        detail=detail,
        deliver=happened in TOLD,
    )
