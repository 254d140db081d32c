"""Who is told of a new service list."""

from accounts.access.enums import Permission
from accounts.access.queries import staff_within
from accounts.journal.models import Event
from accounts.people.models import User


def list_audience(event: Event) -> list[User]:
    """Whoever orders for elders or runs an organisation there: they say it on; but not who published it."""
    told = staff_within(Permission.ORDER_FOR_ANYONE, event.region_code)
    told |= staff_within(Permission.ORDER_DISPATCH, event.region_code)
    return list(
        User.objects.filter(id__in=told - {event.by_id}, is_active=True).select_related("person").order_by("id")
    )
