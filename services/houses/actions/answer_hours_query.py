"""A member says what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.journal.actions.emit import emit
from accounts.organisations.actions.keeping import said
from accounts.refusals import NotFound
from services.houses.enums import HoursStatus
from services.houses.models import HoursReview
from services.orders.lifecycle import StateChanged


def answer_hours_query(*, by: Any, at: datetime, seat_id: UUID, words: str) -> HoursReview:
    """Answer what the organisation asked about one's own hours; whoever runs it is told.

    Raises NotFound, StateChanged once they were approved, ReasonMissing without words.
    """
    with transaction.atomic():
        rows = HoursReview.objects.select_for_update(of=("self",)).select_related("organisation")
        review = rows.filter(assignment=seat_id, assignment__person=by.person_id).first()
        if review is None or by.person_id is None:
            raise NotFound
        if review.status != HoursStatus.QUERIED:
            raise StateChanged(status=review.get_status_display())
        review.answer = said(words)
        review.save(update_fields=["answer"])
        emit(
            "services.hours.answered",
            at=at,
            by=by,
            subject_kind="organisation",
            subject_id=review.organisation_id,
            region_code=review.organisation.region_id,
            detail={"assignment": str(seat_id), "person": str(by.person_id)},
        )
    return review
