"""Matters one may see: of one's own place, of those below, and those sent to it."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import NotFound
from services.supervision.models import Matter


def matters_in(codes: list[str]) -> QuerySet[Matter]:
    """Of these region subtrees, the unanswered first, then the newest."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region__code__startswith=code)
    rows = Matter.objects.filter(inside).select_related("region", "to", "raised_by__person")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "due_on", "-raised_at")


def matter_for(user: Any, matter_id: UUID) -> Matter:
    """Raises NotFound."""
    people = ("raised_by__person", "received_by__person", "answered_by__person")
    found = Matter.objects.select_related("region", "to", *people).filter(id=matter_id).first()
    if found is not None and may(user, Permission.TERRITORY_VIEW, region_code=found.region_id):
        return found
    raise NotFound
