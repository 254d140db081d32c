"""Who is told of a new service list, and of what a department brings."""

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff, staff_within
from accounts.journal.models import Event
from accounts.people.models import User
from services.catalogue.models import Outreach


def list_audience(event: Event) -> list[User]:
    """Whoever orders for elders or runs an organisation there: they say it on; but not who published it."""
    told = staff_within(Permission.ORDER_FOR_ANYONE, event.region_code)
    told |= staff_within(Permission.ORDER_DISPATCH, event.region_code)
    return list(
        User.objects.filter(id__in=told - {event.by_id}, is_active=True).select_related("person").order_by("id")
    )


def outreach_audience(event: Event) -> list[User]:
    """Whoever visits in the chosen villages: they carry it from door to door; but not who posted it."""
    villages = Outreach.villages.through.objects.filter(outreach=event.subject_id)
    told = {
        user for code in villages.values_list("region", flat=True) for user in nearest_staff(Permission.VISIT, code)
    }
    return list(
        User.objects.filter(id__in=told - {event.by_id}, is_active=True).select_related("person").order_by("id")
    )
