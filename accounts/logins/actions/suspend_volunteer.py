"""A volunteer takes no more tasks until somebody says otherwise."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Volunteer
from accounts.refusals import Invalid, NotFound


def suspend_volunteer(*, by: Any, at: datetime, person_id: UUID, reason: str) -> Volunteer:
    """With a reason; what is taken already is handed back as usual. Raises NotAllowed, NotFound, Invalid."""
    demand(by, Permission.VOLUNTEER_VERIFY)
    words = reason.replace("\x00", "").strip()[:200]
    with transaction.atomic():
        rows = Volunteer.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
        row = rows.filter(person=person_id).first()
        if row is None:
            raise NotFound
        demand(by, Permission.VOLUNTEER_VERIFY, region_code=row.person.home_id)
        if not words:
            raise Invalid(field="reason")
        if row.status != VolunteerStatus.SUSPENDED:
            row.status = VolunteerStatus.SUSPENDED
            row.save(update_fields=["status"])
            emit(
                "accounts.volunteer.suspended",
                at=at,
                by=by,
                subject_kind="person",
                subject_id=person_id,
                region_code=row.person.home_id,
                words=words,
                deliver=False,
            )
    return row
