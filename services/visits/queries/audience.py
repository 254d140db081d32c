"""Who is told of what happens around visits."""

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff
from accounts.elders.queries import book_readers
from accounts.journal.models import Event
from accounts.people.models import User
from services.visits.models import Urging, Visit

TOLD = ("services.visit.recorded", "services.visit.worried")


def visit_audience(event: Event) -> list[User]:
    """Of a visit: the elder, if they sign in, and whoever may see their affairs, but not whoever was there."""
    if event.name not in TOLD:
        return []
    visit = Visit.objects.filter(id=event.subject_id).select_related("elder").first()
    if visit is None:
        return []
    return [user for user in book_readers(visit.elder.person_id, on=event.at) if user.id != event.by_id]


TOWNSHIP_DIGITS = 9


def urging_audience(event: Event) -> list[User]:
    """Of an urging: the township, whoever urged, and the family member while they are asked; not whoever did it."""
    step = event.name.rpartition(".")[2]
    urging = Urging.objects.filter(id=event.subject_id).select_related("supporter").first()
    if urging is None or step == "tried":
        return []
    wanted = set(nearest_staff(Permission.VOLUNTEER_VERIFY, urging.region_code[:TOWNSHIP_DIGITS])) | {urging.by_id}
    if step in ("opened", "closed") and urging.supporter.person_id is not None:
        wanted |= set(User.objects.filter(person=urging.supporter.person_id).values_list("id", flat=True))
    users = User.objects.filter(id__in=wanted, is_active=True).order_by("id")
    return [user for user in users if user.id != event.by_id]
