"""Events of this slice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.journal.actions.emit_many import emit_many
from accounts.journal.models import Event
from timebank.subsidies.models import Enrolment

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


def tell_begun(made: Sequence[Enrolment], elders: Mapping[UUID, Elder], *, at: datetime, by: Any) -> None:
    """``timebank.enrolment.begun`` for each, in one write; a whole county may be taken in at once."""
    emit_many(
        events=[
            Event(
                name="timebank.enrolment.begun",
                at=at,
                by=by,
                subject_kind="enrolment",
                subject_id=one.id,
                region_code=elders[one.elder_id].person.home_id,
                detail={"programme": str(one.programme_id), "elder": str(one.elder_id)},
            )
            for one in made
        ]
    )
