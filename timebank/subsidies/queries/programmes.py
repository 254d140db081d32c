"""Programmes, who may see them, and the edition of a day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.refusals import NotFound
from timebank.subsidies.models import Edition, Programme


def programmes_for(user: Any) -> QuerySet[Programme]:
    """Programmes of the reader's territory: their own, and those of the county above that reach them."""
    inside = Q(pk__in=[])
    for code in territories(user, Permission.SUBSIDY_SEE):
        above = [code[:length] for length in (2, 4, 6, 9, 12) if length <= len(code)]
        inside |= Q(region__code__startswith=code) | Q(region__in=above)
    return Programme.objects.filter(inside).select_related("region", "budget__account").order_by("region", "code")


def programme_for(user: Any, programme_id: UUID) -> Programme:
    """One of them. Raises NotAllowed without the permission, NotFound."""
    demand(user, Permission.SUBSIDY_SEE)
    found = programmes_for(user).filter(id=programme_id).first()
    if found is None:
        raise NotFound
    return found


def edition_on(programme: Programme, day: date) -> Edition | None:
    """The edition that holds on a day, with its rules and tiers."""
    return programme.editions.filter(valid__contains=day).prefetch_related("rules", "tiers").first()


def editions_of(programme: Programme) -> list[Edition]:
    """All editions, the latest first, with their rules and tiers."""
    return list(programme.editions.prefetch_related("rules", "tiers").order_by("-valid"))


def reach(user: Any, programme: Programme, permission: Permission = Permission.SUBSIDY_SEE) -> list[str]:
    """Region subtrees in which the reader looks after this programme's people."""
    codes = []
    for code in territories(user, permission):
        if code.startswith(programme.region_id):
            codes.append(code)
        elif programme.region_id.startswith(code):
            codes.append(programme.region_id)
    return sorted(set(codes))
