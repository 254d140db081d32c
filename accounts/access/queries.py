"""What a login may do. Everything starts from no."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.access.enums import TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.refusals import NotAllowed, NotFound


def grants_of(user: Any) -> QuerySet[Grant]:
    """The grants of a login that hold now; none for the signed-out and the deactivated."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Grant.objects.none()
    return Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=Now()), user=user, since__lte=Now()).select_related(
        "region", "organisation"
    )


def roles_of(user: Any) -> set[Role]:
    """Role names the login holds anywhere."""
    return {Role(role) for role in grants_of(user).values_list("role", flat=True)}


def _with(user: Any, permission: Permission) -> QuerySet[Grant]:
    return grants_of(user).filter(role__in=[role for role, may in TABLE.items() if permission in may])


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
    """Raise NotAllowed unless the login holds the permission at all, NotFound unless it holds it there."""
    if not may(user, permission):
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
