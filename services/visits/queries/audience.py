"""Who is told of what happens around visits."""

from accounts.elders.queries import book_readers
from accounts.journal.models import Event
from accounts.people.models import User
from services.visits.models import Visit

TOLD = ("services.visit.recorded", "services.visit.worried")


def visit_audience(event: Event) -> list[User]:
    """Of a visit: the elder, if they sign in, and whoever may see their affairs, but not whoever was there."""
    if event.name not in TOLD:
        return []
    visit = Visit.objects.filter(id=event.subject_id).select_related("elder").first()
    if visit is None:
        return []
    return [user for user in book_readers(visit.elder.person_id, on=event.at) if user.id != event.by_id]
