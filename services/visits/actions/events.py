"""Events of this slice."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.journal.actions.emit import emit


def tell(name: str, *, at: datetime, by: Any, kind: str, key: UUID, region_code: str, **detail: Any) -> None:
    """Emit ``services.<name>``; ``detail`` carries codes and keys, never what was said."""
    emit(
        f"services.{name}",
        at=at,
        by=by,
        subject_kind=kind,
        subject_id=key,
        region_code=region_code,
        detail=detail,
    )
