"""When a member can be sent, week by week."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.organisations.actions.describe_organisation import check_hours
from accounts.organisations.actions.keeping import lock_member, tell
from accounts.organisations.models import Member, MemberHours


def set_member_hours(*, by: Any, at: datetime, member_id: UUID, hours: Mapping[int, tuple[time, time]]) -> Member:
    """Write the week anew, by the member or whoever dispatches. ``hours`` by weekday, 0 is Monday; a day left out is
    off, none at all: any time. Raises NotAllowed, NotFound, NotOneOfThem, BadHours.
    """
    with transaction.atomic():
        member = lock_member(by, member_id, on=timezone.localdate(at))
        check_hours(hours)
        member.hours.all().delete()
        MemberHours.objects.bulk_create(
            MemberHours(member=member, weekday=weekday, starts=starts, ends=ends)
            for weekday, (starts, ends) in sorted(hours.items())
        )
        tell(member.organisation, "hours_set", at=at, by=by, person=str(member.person_id))
    return member
