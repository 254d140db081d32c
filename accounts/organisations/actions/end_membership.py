"""Somebody leaves an organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.access.enums import Permission
from accounts.organisations.actions.change_member import close_doors, refuse_last_manager
from accounts.organisations.actions.keeping import lock_member, lock_organisation, tell
from accounts.organisations.models import Member

# By name: slices above know what still hangs on a membership, and may say no.
GUARDS = ("services.orders.queries.organisation_side.refuse_while_sent",)


def end_membership(*, by: Any, at: datetime, member_id: UUID) -> Member:
    """End a membership today: one's own, or as a manager somebody else's.

    Raises NotAllowed, NotFound, NotOneOfThem, LastManager, and whatever the GUARDS raise: while elders expect them,
    nobody leaves.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        member = lock_member(by, member_id, on=today, permission=Permission.ORGANISATION_RUN)
        lock_organisation(member.organisation_id)
        refuse_last_manager(member, at=at)
        for guard in GUARDS:
            import_string(guard)(member=member, at=at)
        member.until_on = max(today, member.since_on)
        member.save(update_fields=["until_on"])
        close_doors(member, at=at)
        tell(member.organisation, "left", at=at, by=by, person=str(member.person_id))
    return member
