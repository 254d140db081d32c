"""Somebody is away, and who stands in."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.people.models import User
from accounts.refusals import Invalid
from services.incidents.models import Absence
from services.incidents.queries.duty import colleagues

LONGEST = timedelta(days=366)


class BadAbsence(Invalid):
    code = "bad_absence"
    sentence = _("The end must come after the start, and after now, within a year.")
    status = 422


class CannotStandIn(Invalid):
    code = "cannot_stand_in"
    sentence = _("Choose somebody who does the same work in this county.")
    status = 422


def set_absence(*, by: Any, at: datetime, starts_at: datetime, ends_at: datetime, delegate_id: UUID | None) -> Absence:
    """Write down when one is away; alarms then reach the delegate. Without one the next level is told at once.

    Raises BadAbsence, CannotStandIn.
    """
    if not starts_at < ends_at or ends_at <= at or ends_at - starts_at > LONGEST or starts_at - at > LONGEST:
        raise BadAbsence(field="ends_at")
    with transaction.atomic():
        delegate: User | None = None
        if delegate_id is not None:
            delegate = colleagues(by, at=at).filter(id=delegate_id).first()
            if delegate is None:
                raise CannotStandIn(field="delegate")
        return Absence.objects.create(
            user=by, delegate=delegate, starts_at=starts_at, ends_at=ends_at, made_at=at, made_by=by
        )
