"""Events of this slice."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.journal.actions.emit import emit

TOLD = ("run.proposed", "run.posted", "run.returned")  # the rest is written down


def tell(
    happened: str, *, at: datetime, by: Any, subject_id: UUID, region_code: str, words: str = "", **detail: Any
) -> None:
    """Emit ``timebank.<happened>``; ``detail`` carries codes, keys and fen, ``words`` what somebody typed."""
    emit(
        f"timebank.{happened}",
        at=at,
        by=by,
        subject_kind=happened.partition(".")[0],
        subject_id=subject_id,
        region_code=region_code,
        detail=detail,
        words=words,
        deliver=happened in TOLD,
    )
