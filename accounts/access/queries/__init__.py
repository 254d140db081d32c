"""What a login may do. Everything starts from no."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.access.enums import TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries.held import Held, held_by
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.endings import COUNTY_DIGITS, CountyClosed, closed_counties


def grants_of(user: Any) -> QuerySet[Grant]:
    """The grants of a login that hold now; none for the signed-out and the deactivated."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Grant.objects.none()
    return Grant.objects.filter(standing(), user=user).select_related("region", "organisation")


def grants_standing(users: Collection[UUID]) -> dict[UUID, frozenset[Any]]:
    """Login → keys of the grants that hold now; who has none is not in it. One query, to see who gained or lost one."""
    found: dict[UUID, set[Any]] = {}
    for user, grant in Grant.objects.filter(standing(), user__in=users).values_list("user_id", "id"):
        found.setdefault(user, set()).add(grant)
    return {user: frozenset(grants) for user, grants in found.items()}


def standing() -> Q:
    """Grants that hold now."""
    return (Q(until__isnull=True) | Q(until__gt=Now())) & Q(since__lte=Now())


def roles_of(user: Any) -> set[Role]:
    """Roles the login holds anywhere."""
    return set(roles_by_age(user))


def roles_by_age(user: Any) -> list[Role]:
    """Roles the login holds anywhere, each once, the one held longest first."""
    return list(dict.fromkeys(held.role for held in held_by(user)))


def _with(user: Any, permission: Permission) -> list[Held]:
    return [held for held in held_by(user) if held.gives(permission)]


def may(user: Any, permission: Permission, *, region_code: str = "", organisation_id: UUID | None = None) -> bool:
    """True when a grant carries the permission and covers the region or the organisation.

    With neither given, any grant with the permission will do: the row itself must then be checked another
    way (a proxy by the mandate, a volunteer by the assignment).
    """
    return _reaches(_with(user, permission), region_code=region_code, organisation_id=organisation_id)


def _reaches(found: list[Held], *, region_code: str = "", organisation_id: UUID | None = None) -> bool:
    for held in found:
        if organisation_id is not None and held.organisation_id != organisation_id:
            continue
        if region_code and not (held.region_code and region_code.startswith(held.region_code)):
            continue
        return True
    return False


def demand(user: Any, permission: Permission, **where: Any) -> None:
    """Raise NotAllowed unless the login holds the permission at all, NotFound unless it holds it there.

    CountyClosed where it would, were the county not closed: nothing is written there any more.
    """
    carrying = [held for held in held_by(user) if held.carries(permission)]
    giving = [held for held in carrying if held.gives(permission)]
    if not giving:
        if carrying:
            ending = closed_counties().get(region=carrying[0].home[:COUNTY_DIGITS])
            raise CountyClosed(successor=ending.successor)
        raise NotAllowed
    if not _reaches(giving, **where):
        raise NotFound


def territories(user: Any, permission: Permission) -> list[str]:
    """Region codes whose subtrees the login may reach with the permission, widest first."""
    codes = sorted(held.region_code for held in _with(user, permission) if held.region_code)
    return [code for i, code in enumerate(codes) if not any(code.startswith(wide) for wide in codes[:i])]


def managed_organisations(user: Any) -> list[UUID]:
    """Organisations the login may dispatch for."""
    found = _with(user, Permission.ORDER_DISPATCH)
    return [held.organisation_id for held in found if held.organisation_id is not None]


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
    found = [held for held in _with(user, Permission.ACCESS_EDIT) if held.region_code]
    return Reach(
        codes=tuple(held.region_code for held in found),
        as_administrator=tuple(held.region_code for held in found if held.role == Role.ADMIN),
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
