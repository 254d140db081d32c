"""What departments bring to villages: for a village, for the list of a county, for whoever posts it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.access.enums import TABLE, Department, Permission
from accounts.access.queries import grants_of, may, territories
from accounts.refusals import NotFound
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.catalogue.models import Outreach

COUNTY, VILLAGE = 6, 12
POSTING = [role for role, held in TABLE.items() if Permission.OUTREACH_POST in held]


def whole(rows: QuerySet[Outreach]) -> QuerySet[Outreach]:
    """With the places a page names."""
    there = Prefetch("villages", Region.objects.select_related("parent").order_by("code"))
    return rows.select_related("region").prefetch_related(there)


def outreach_in(code: str, *, on: date) -> list[Outreach]:
    """What stands in the list of a place on a day and is not over: of a village its own, of a wider place all in it."""
    rows = Outreach.objects.filter(region__code=code[:COUNTY], withdrawn_at=None, last_on__gte=on)
    if len(code) > COUNTY:
        rows = rows.filter(villages__code__startswith=code).distinct()
    return list(whole(rows).order_by("first_on", "id"))


def told_on(code: str, on: date) -> list[dict[str, Any]]:
    """The same as plain values, for an edition: title, department, villages by code, and the words."""
    return [as_row(one) for one in outreach_in(code, on=on)]


def as_row(one: Outreach) -> dict[str, Any]:
    names = ("title", "department", "words", "times", "cost", "how", "citation")
    row: dict[str, Any] = {name: getattr(one, name) for name in names}
    row |= {"first_on": one.first_on.isoformat(), "last_on": one.last_on.isoformat()}
    return {**row, "villages": [village.code for village in one.villages.all()]}


def posts_as(user: Any) -> list[tuple[str, str]]:
    """(department, county code) as which a login may post: its department, or civil affairs of the county."""
    grants = grants_of(user).filter(role__in=POSTING, region__isnull=False).order_by("region", "id")
    found = [(grant.department or Department.CIVIL_AFFAIRS.value, str(grant.region_id)) for grant in grants]
    return list(dict.fromkeys(found))


def outreach_of(user: Any) -> QuerySet[Outreach]:
    """What the login's departments have posted, the latest first; the county sees all of its own."""
    mine = Q(pk__in=[])
    for department, code in posts_as(user):
        seen = _all_in(code)
        mine |= seen if may(user, Permission.CATALOGUE_EDIT, region_code=code) else seen & Q(department=department)
    return whole(Outreach.objects.filter(mine)).order_by("-posted_at", "-id")


def _all_in(code: str) -> Q:
    """What is brought to villages of this subtree alone: nobody takes back what others wait for too."""
    outside = Outreach.villages.through.objects.filter(outreach=OuterRef("id")).exclude(region__code__startswith=code)
    return Q(~Exists(outside), region__code=code[:COUNTY])


def outreach_kept_by(user: Any, outreach_id: UUID) -> Outreach:
    """One of them. Raises NotFound."""
    found = outreach_of(user).filter(id=outreach_id).first()
    if found is None:
        raise NotFound
    return found


def villages_for(user: Any) -> QuerySet[Region]:
    """Villages to which the login may bring something, by code."""
    there = Q(pk__in=[])
    for code in territories(user, Permission.OUTREACH_POST):
        there |= Q(code__startswith=code)
    return Region.objects.filter(there, level=Level.VILLAGE).select_related("parent").order_by("code")
