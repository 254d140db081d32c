"""Who hears of a county's end, its file and its statements."""

from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import staff_within
from accounts.journal.models import Event
from accounts.people.models import User

TO_ALL = ("announced", "stopped", "withdrawn", "closed")  # whoever works in the county must know


def windup_audience(event: Event) -> list[User]:
    """Whoever must agree; whoever waits for a file; all who work there, once it is public. Never who did it."""
    happened = event.name.rpartition(".")[2].rpartition("_")[2]
    if event.subject_kind != "ending":
        wanted = {UUID(event.detail["asked_by"])} if "asked_by" in event.detail else set()
    else:
        wanted = staff_within(Permission.COUNTY_EXPORT, event.region_code)
        if happened in TO_ALL:
            for permission in (Permission.TERRITORY_VIEW, Permission.ORGANISATION_RUN):
                wanted |= staff_within(permission, event.region_code)
    return list(User.objects.filter(id__in=wanted - {event.by_id}, is_active=True).order_by("id"))
