"""Who hears that somebody of the association came home worried, or that it sends nobody any more."""

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff
from accounts.journal.models import Event
from accounts.people.models import User
from services.associations.models import Round


def association_audience(event: Event) -> list[User]:
    """Whoever visits nearest to the elder, or whoever ordered what the round brought; not whoever wrote it down."""
    if event.name == "services.association.worried":
        ids = set(nearest_staff(Permission.VISIT, event.region_code))
    elif event.name == "services.association.round_left":
        rows = Round.objects.filter(id=event.subject_id, standing__isnull=False)
        ids = set(rows.values_list("standing__placed_by", flat=True))
    else:
        return []
    return list(User.objects.filter(id__in=ids - {event.by_id}, is_active=True).order_by("id"))
