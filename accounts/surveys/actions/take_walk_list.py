"""Take the list of those still to see along on paper: names and where the door is, nothing more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.actions.reveal_people import reveal_people
from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.surveys.enums import Rung
from accounts.surveys.models import Report
from accounts.surveys.queries import report_for, still_to_see

PURPOSE = "round"


def take_walk_list(*, by: Any, at: datetime, round_id: UUID, place: str) -> tuple[Report, list[Elder]]:
    """Journal whom ``by`` is shown, once a day for each elder, then show them. A village at a time.

    Returns nobody for a township: such a list needs a second person (``request_export``). Raises NotAllowed, NotFound.
    """
    report = report_for(by, round_id, place)
    if report.rung != Rung.VILLAGE:
        return report, []
    with transaction.atomic():
        elders = list(still_to_see(report.round, report.region_id))
        looked_at = {elder.person: f"round:{round_id}" for elder in elders}
        reveal_people(by=by, at=at, people=looked_at, purpose=PURPOSE)
        emit(
            "accounts.round.list_taken",
            at=at,
            by=by,
            subject_kind="report",
            subject_id=report.id,
            region_code=report.region_id,
            detail={"round": str(round_id), "elders": len(elders)},
            deliver=False,
        )
    return report, elders
