"""The organisation stands by the hours of its people."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.models import Organisation
from accounts.refusals import NotFound
from services.houses.enums import HoursStatus
from services.houses.models import HoursReview
from services.houses.queries.hours import DONE
from services.houses.remarks import stands
from services.orders.models import Assignment


def approve_hours(*, by: Any, at: datetime, organisation_id: UUID, seat_ids: Collection[UUID]) -> int:
    """Approve the hours of finished services of the organisation as they are now; how many are new.

    What is approved already stays as it is; what was asked about is settled by this. Raises NotAllowed, and NotFound
    when one of them is not a finished service of the organisation.
    """
    demand(by, Permission.ORGANISATION_RUN, organisation_id=organisation_id)
    wanted = set(seat_ids)
    with transaction.atomic():
        house = Organisation.objects.select_for_update(no_key=True).get(id=organisation_id)
        seats = list(Assignment.objects.filter(id__in=wanted, organisation=house, status__in=DONE))
        if len(seats) != len(wanted):
            raise NotFound
        known = {one.assignment_id: one for one in HoursReview.objects.filter(assignment__in=seats)}
        fresh = [seat for seat in seats if not stands(seat, known.get(seat.id))]
        for seat in fresh:
            if (review := known.get(seat.id)) is not None:
                review.status, review.minutes = HoursStatus.APPROVED, seat.minutes_worked or 0
                review.by, review.at = by, at
        HoursReview.objects.bulk_update(
            [known[seat.id] for seat in fresh if seat.id in known], ["status", "minutes", "by", "at"]
        )
        HoursReview.objects.bulk_create(
            HoursReview(
                assignment=seat,
                organisation=house,
                status=HoursStatus.APPROVED,
                minutes=seat.minutes_worked or 0,
                by=by,
                at=at,
            )
            for seat in fresh
            if seat.id not in known
        )
        if fresh:
            emit(
                "services.hours.approved",
                at=at,
                by=by,
                subject_kind="organisation",
                subject_id=house.id,
                region_code=house.region_id,
                detail={"seats": sorted(str(seat.id) for seat in fresh)},
                deliver=False,
            )
    return len(fresh)
