"""Tasks and inspections one may see, and who can be given something to do."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.access.enums import TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import grants_of, may, roles_of, standing, territories
from accounts.people.models import User
from accounts.refusals import NotAllowed, NotFound
from services.supervision.enums import UNDONE, TaskState
from services.supervision.models import Inspection, Task


def workers_of(region_code: str) -> QuerySet[User]:
    """Logins that work in a place: there, below it, or for a territory it lies in."""
    roles = [role for role, held in TABLE.items() if Permission.TERRITORY_VIEW in held]
    above = [region_code[:length] for length in range(6, len(region_code) + 1)]
    there = Q(region__in=above) | Q(region__code__startswith=region_code)
    grants = Grant.objects.filter(standing(), there, role__in=roles)
    return (
        User.objects.filter(id__in=grants.values("user"), is_active=True)
        .select_related("person")
        .order_by("person__name")
    )


def tasks_for(user: Any, codes: list[str]) -> QuerySet[Task]:
    """Tasks of these region subtrees and the reader's own, the most urgent first."""
    inside = Q(person=user)
    for code in codes:
        inside |= Q(region__code__startswith=code)
    rows = Task.objects.filter(inside).select_related("region", "person__person", "given_by__person", "elder__person")
    return rows.order_by("due_on", "id")


def task_counts(tasks: QuerySet[Task], today: date) -> dict[str, int]:
    """How many are overdue, to do, said to be done, and over. One query."""
    undone = Q(state__in=UNDONE)
    return dict(
        tasks.order_by().aggregate(
            overdue=Count("id", filter=undone & Q(due_on__lt=today)),
            todo=Count("id", filter=undone),
            done=Count("id", filter=Q(state=TaskState.DONE)),
            over=Count("id", filter=Q(state__in=[TaskState.ACCEPTED, TaskState.DROPPED])),
        )
    )


def task_for(user: Any, task_id: UUID) -> Task:
    """One's own, or of one's territory. Raises NotFound."""
    rows = Task.objects.select_related(
        "region", "person__person", "given_by__person", "elder__person__home", "inspection"
    )
    found = rows.filter(id=task_id).first()
    if found is not None and (
        found.person_id == user.id or may(user, Permission.TERRITORY_VIEW, region_code=found.region_id)
    ):
        return found
    raise NotFound


def goes_along(user: Any) -> Q:
    """Inspections in which a department of the login takes part, at a place it answers for or below or above it."""
    along = Q(pk__in=[])
    for grant in grants_of(user).filter(role=Role.DEPARTMENT):
        code = str(grant.region_id or "")
        above = [code[:length] for length in (6, 9, 12) if length <= len(code)]
        along |= Q(departments__contains=[grant.department]) & (Q(region__code__startswith=code) | Q(region__in=above))
    return along


def inspections_for(user: Any) -> QuerySet[Inspection]:
    """Inspections of the reader's territory, and those their department goes along to, the newest first.

    Raises NotAllowed for everybody else.
    """
    if not may(user, Permission.SUPERVISE) and Role.DEPARTMENT not in roles_of(user):
        raise NotAllowed
    inside = goes_along(user)
    for code in territories(user, Permission.SUPERVISE):
        inside |= Q(region__code__startswith=code)
    return Inspection.objects.filter(inside).select_related("region").order_by("-opened_at")


def inspection_for(user: Any, inspection_id: UUID) -> Inspection:
    """One of them. Raises NotAllowed, NotFound."""
    found = inspections_for(user).select_related("opened_by__person").filter(id=inspection_id).first()
    if found is None:
        raise NotFound
    return found
