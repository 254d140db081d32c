"""The organisation asks a member about hours before it stands by them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.actions.keeping import said
from accounts.refusals import NotFound
from services.houses.enums import HoursStatus
from services.houses.models import HoursReview
from services.houses.queries.hours import DONE
from services.orders.actions.lock import lock_assignment


def query_hours(*, by: Any, at: datetime, seat_id: UUID, reason: str) -> HoursReview:
    """Ask whoever served about these hours; they are told, and not approved until somebody does so.

    Raises NotAllowed, NotFound, ReasonMissing.
    """
    demand(by, Permission.ORGANISATION_RUN)
    with transaction.atomic():
        seat, _order = lock_assignment(seat_id)
        if seat.organisation_id is None or seat.status not in DONE:
            raise NotFound
        demand(by, Permission.ORGANISATION_RUN, organisation_id=seat.organisation_id)
        words = said(reason)
        review, _made = HoursReview.objects.update_or_create(
            assignment=seat,
            defaults={
                "organisation_id": seat.organisation_id,
                "status": HoursStatus.QUERIED,
                "minutes": seat.minutes_worked or 0,
                "reason": words,
                "answer": "",
                "by": by,
                "at": at,
            },
        )
        _tell(review, "queried", at=at, by=by)
    return review


def _tell(review: HoursReview, happened: str, *, at: datetime, by: Any) -> None:
    house = review.organisation
    emit(
        f"services.hours.{happened}",
        at=at,
        by=by,
        subject_kind="organisation",
        subject_id=house.id,
        region_code=house.region_id,
        detail={"assignment": str(review.assignment_id), "person": str(review.assignment.person_id)},
    )
