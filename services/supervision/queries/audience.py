"""Who hears of tasks, bulletins and matters."""

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff, staff_within
from accounts.journal.models import Event
from accounts.people.models import User
from services.supervision.models import Bulletin, Matter, Task


def supervision_audience(event: Event) -> list[User]:
    """Whoever must do something next, or waits for it; never who did it. Nobody for what is only written down."""
    match event.subject_kind:
        case "task":
            wanted = _of_task(event)
        case "bulletin":
            wanted = _of_bulletin(event)
        case "matter":
            wanted = _of_matter(event)
        case _:
            wanted = set()
    return list(User.objects.filter(id__in=wanted - {event.by_id}, is_active=True).order_by("id"))


def _of_task(event: Event) -> set[object]:
    task = Task.objects.filter(id=event.subject_id).first()
    if task is None:
        return set()
    if event.name.endswith(".overdue"):  # theirs, their unit's, and whoever waits for it
        return {task.person_id, task.given_by_id, *nearest_staff(Permission.TERRITORY_VIEW, task.region_id)}
    return {task.given_by_id} if event.name.endswith(".done") else {task.person_id}


def _of_bulletin(event: Event) -> set[object]:
    bulletin = Bulletin.objects.filter(id=event.subject_id).first()
    if bulletin is None:
        return set()
    if event.name.endswith(".submitted"):
        return set(nearest_staff(Permission.SUPERVISION_DECIDE, bulletin.region_id))
    if event.name.endswith(".published"):
        return {bulletin.drafted_by_id, *staff_within(Permission.SUPERVISE, bulletin.region_id)}
    return {bulletin.drafted_by_id}


def _of_matter(event: Event) -> set[object]:
    matter = Matter.objects.filter(id=event.subject_id).first()
    if matter is None:
        return set()
    if event.name.endswith(".raised"):
        return set(nearest_staff(Permission.SUPERVISE, matter.to_id))
    return {matter.raised_by_id}
