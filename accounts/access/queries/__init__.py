"""What a login may do. Everything starts from no."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Now, Substr

from accounts.access.enums import READING, TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.endings import COUNTY_DIGITS, CountyClosed, closed_counties


def grants_of(user: Any) -> QuerySet[Grant]:
    """The grants of a login that hold now; none for the signed-out and the deactivated."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Grant.objects.none()
    return Grant.objects.filter(standing(), user=user).select_related("region", "organisation")


def standing() -> Q:
    """Grants that hold now."""
    return (Q(until__isnull=True) | Q(until__gt=Now())) & Q(since__lte=Now())


def roles_of(user: Any) -> set[Role]:
    """Roles the login holds anywhere."""
    return set(roles_by_age(user))


def roles_by_age(user: Any) -> list[Role]:
    """Roles the login holds anywhere, each once, the one held longest first."""
    roles = grants_of(user).order_by("since", "id").values_list("role", flat=True)
    return list(dict.fromkeys(Role(role) for role in roles))


def _with(user: Any, permission: Permission) -> QuerySet[Grant]:
    found = _held(user, permission)
    return found if permission in READING else found.filter(~_in_a_closed_county())


def _held(user: Any, permission: Permission) -> QuerySet[Grant]:
    return grants_of(user).filter(role__in=[role for role, may in TABLE.items() if permission in may])


def _in_a_closed_county() -> Exists:
    """Grants at a place, or in an organisation, of a county that was wound up: there everything is only read."""
    county = Substr(Coalesce(OuterRef("region_id"), OuterRef("organisation__region_id")), 1, COUNTY_DIGITS)
    return Exists(closed_counties().filter(region_id=county))


def may(user: Any, permission: Permission, *, region_code: str = "", organisation_id: UUID | None = None) -> bool:
    """True when a grant carries the permission and covers the region or the organisation.

    With neither given, any grant with the permission will do: the row itself must then be checked another
    way (a proxy by the mandate, a volunteer by the assignment).
    """
    for grant in _with(user, permission):
        if organisation_id is not None and grant.organisation_id != organisation_id:
            continue
        if region_code and not (grant.region_id and region_code.startswith(grant.region_id)):
            continue
        return True
    return False


def demand(user: Any, permission: Permission, **where: Any) -> None:
    """Raise NotAllowed unless the login holds the permission at all, NotFound unless it holds it there.

    CountyClosed where it would, were the county not closed: nothing is written there any more.
    """
    if not may(user, permission):
        if (closed := _held(user, permission).filter(_in_a_closed_county()).first()) is not None:
            ending = closed_counties().get(region=place_of(closed)[:COUNTY_DIGITS])
            raise CountyClosed(successor=ending.successor)
        raise NotAllowed
    if where and not may(user, permission, **where):
        raise NotFound


def territories(user: Any, permission: Permission) -> list[str]:
    """Region codes whose subtrees the login may reach with the permission, widest first."""
    codes = sorted(code for code in _with(user, permission).values_list("region_id", flat=True) if code)
    return [code for i, code in enumerate(codes) if not any(code.startswith(wide) for wide in codes[:i])]


def managed_organisations(user: Any) -> list[UUID]:
    """Organisations the login may dispatch for."""
    ids = _with(user, Permission.ORDER_DISPATCH).values_list("organisation_id", flat=True)
    return [organisation_id for organisation_id in ids if organisation_id is not None]


@dataclass(frozen=True)
class Reach:
    """Where a login gives and takes roles: in these subtrees, and as an administrator in those."""

    codes: tuple[str, ...]
    as_administrator: tuple[str, ...]

    def covers(self, region_code: str) -> bool:
        """True when roles at this place are the login's to give and take."""
        return region_code.startswith(self.codes)

    def hands_out(self, role: str, region_code: str) -> bool:
        """Roles that give roles themselves are handed out by administrators alone."""
        gives_roles = Permission.ACCESS_EDIT in TABLE[Role(role)]
        return self.covers(region_code) and (not gives_roles or region_code.startswith(self.as_administrator))


def reach_of(user: Any) -> Reach:
    """Where the login gives and takes roles; nowhere for most."""
    grants = list(_with(user, Permission.ACCESS_EDIT))
    return Reach(
        codes=tuple(str(grant.region_id) for grant in grants if grant.region_id),
        as_administrator=tuple(str(g.region_id) for g in grants if g.region_id and g.role == Role.ADMIN),
    )


def place_of(grant: Grant) -> str:
    """Region code of where a grant holds: its subtree or its organisation's home; empty for roles bound to neither."""
    if grant.organisation is not None:
        return str(grant.organisation.region_id)
    return str(grant.region_id or "")


def grants_within(reach: Reach, *, text: str = "") -> QuerySet[Grant]:
    """Roles that hold now at places or in organisations of the reach, by place and name.

    ``text`` is part of the person's name or of the user name.
    """
    inside = Q(pk__in=[])
    for code in reach.codes:
        inside |= Q(region__code__startswith=code) | Q(organisation__region__code__startswith=code)
    grants = Grant.objects.filter(inside, Q(until__isnull=True) | Q(until__gt=Now()), since__lte=Now())
    if text:
        grants = grants.filter(Q(user__person__name__contains=text) | Q(user__username__icontains=text))
    return grants.select_related("user__person", "region", "organisation__region").order_by(
        "region", "organisation__name", "user__username", "role", "id"
    )


def dispatchers_of(organisation_ids: Collection[UUID]) -> set[UUID]:
    """Persons whose logins may dispatch for one of these organisations now."""
    roles = [role for role, held in TABLE.items() if Permission.ORDER_DISPATCH in held]
    grants = Grant.objects.filter(standing(), organisation__in=organisation_ids, role__in=roles)
    return set(grants.filter(user__person__isnull=False).values_list("user__person_id", flat=True))


def nearest_staff(permission: Permission, region_code: str) -> list[UUID]:
    """Logins with the permission over a place, of the level nearest to it only: the village before its township."""
    above = [region_code[:length] for length in range(2, len(region_code) + 1)]
    roles = [role for role, held in TABLE.items() if permission in held]
    grants = Grant.objects.filter(standing(), region__in=above, role__in=roles)
    found = list(grants.values_list("region_id", "user_id"))
    nearest = max((len(code or "") for code, _user in found), default=0)
    return sorted({user for code, user in found if len(code or "") == nearest})


def staff_within(permission: Permission, region_code: str) -> set[UUID]:
    """Logins with the permission at a place, anywhere below it, or in an organisation that is at home there."""
    roles = [role for role, held in TABLE.items() if permission in held]
    there = Q(region__code__startswith=region_code) | Q(organisation__region__code__startswith=region_code)
    return set(Grant.objects.filter(standing(), there, role__in=roles).values_list("user_id", flat=True))
