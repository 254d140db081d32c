"""Take the list of those still to see along on paper: names and where the door is, nothing more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.models import Reveal
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
        day = timezone.localdate(at)
        looks = [
            Reveal(by=by, person=elder.person, purpose=PURPOSE, reference=f"round:{round_id}", day=day, at=at)
            for elder in elders
        ]
        Reveal.objects.bulk_create(looks, ignore_conflicts=True)
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
