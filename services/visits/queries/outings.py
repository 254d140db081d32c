"""Joint rounds of a territory."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import Elder
from accounts.refusals import NotFound
from services.visits.enums import Outcome
from services.visits.models import Outing, Visit


def outings_for(user: Any) -> QuerySet[Outing]:
    """Rounds in or above the places the login visits in, the newest first, with how many were ``met``. NotAllowed."""
    demand(user, Permission.VISIT)
    reach = Q(pk__in=[])
    for code in territories(user, Permission.VISIT):
        above = [code[:length] for length in (6, 9, 12) if length <= len(code)]
        reach |= Q(region__code__startswith=code) | Q(region__in=above)
    met = Count("visits", filter=Q(visits__outcome=Outcome.VISITED))
    return (
        Outing.objects.filter(reach)
        .select_related("region", "opened_by__person")
        .annotate(met=met, tried=Count("visits"))
        .order_by("-held_on", "-id")
    )


def outing_for(user: Any, outing_id: UUID) -> Outing:
    """One of them. Raises NotAllowed, NotFound."""
    found = outings_for(user).filter(id=outing_id).first()
    if found is None:
        raise NotFound
    return found


def asked_on(user: Any, outing: Outing) -> QuerySet[Elder]:
    """The elders of the round's place inside the login's territory, village by village."""
    inside = Q(pk__in=[])
    for code in territories(user, Permission.VISIT):
        inside |= Q(person__home__code__startswith=code)
    elders = Elder.objects.filter(inside, person__home__code__startswith=outing.region_id, left_on=None)
    return elders.select_related("person__home").order_by("person__home", "id")


def visits_on(outing: Outing) -> dict[UUID, Visit]:
    """Elder id → the newest visit of the round."""
    rows = Visit.objects.filter(outing=outing).select_related("by__person").order_by("happened_at")
    return {one.elder_id: one for one in rows}
