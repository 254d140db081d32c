"""When members can be sent, and when they are away."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.organisations.models import Leave, MemberHours
from accounts.organisations.queries import current
from accounts.organisations.rota import Rota


def rotas(organisation_id: UUID, person_ids: Collection[UUID], *, on: date) -> dict[UUID, Rota]:
    """Person → their rota in this organisation, of those who wrote anything down. Two queries, however many."""
    mine = {"member__organisation": organisation_id, "member__person__in": list(person_ids)}
    hours: defaultdict[UUID, dict[int, tuple[time, time]]] = defaultdict(dict)
    away: defaultdict[UUID, list[tuple[date, date]]] = defaultdict(list)
    holds = current(on, "member__")
    for person_id, weekday, starts, ends in MemberHours.objects.filter(holds, **mine).values_list(
        "member__person_id", "weekday", "starts", "ends"
    ):
        hours[person_id][weekday] = (starts, ends)
    for person_id, days in Leave.objects.filter(holds, **mine, cancelled_at=None, days__endswith__gt=on).values_list(
        "member__person_id", "days"
    ):
        away[person_id].append((days.lower, days.upper - timedelta(days=1)))
    return {key: Rota(dict(hours[key]), tuple(sorted(away[key]))) for key in {*hours, *away}}


def leaves_of(organisation_id: UUID, *, since: date) -> QuerySet[Leave]:
    """Absences that end on that day or later, the earliest first."""
    return (
        Leave.objects.filter(member__organisation=organisation_id, cancelled_at=None, days__endswith__gt=since)
        .select_related("member__person")
        .order_by("days", "id")
    )
