"""Whom a login may look in on: elders of its territory, and those it is paired with."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.elders.models import Elder, VisitContact
from accounts.refusals import NotAllowed, NotFound


def paired_with(user: Any) -> QuerySet[VisitContact]:
    """The standing pairs of a login's person, with elders who are in the registry."""
    if user is None or not user.is_active or user.person_id is None:
        return VisitContact.objects.none()
    return VisitContact.objects.filter(person=user.person_id, until=None, elder__left_on=None)


def may_visit(user: Any, elder: Elder) -> bool:
    """True when the login may look in on this elder. Needs ``person``."""
    if may(user, Permission.VISIT, region_code=elder.person.home_id):
        return True
    return paired_with(user).filter(elder=elder).exists()


def visits_anybody(user: Any) -> bool:
    """True when there may be somebody on the login's day at all."""
    return may(user, Permission.VISIT) or paired_with(user).exists()


def visitable(user: Any) -> QuerySet[Elder]:
    """Elders in the registry whom the login may look in on, with person and home. Raises NotAllowed for nobody."""
    if not visits_anybody(user):
        raise NotAllowed
    reach = Q(id__in=paired_with(user).values("elder"))
    for code in territories(user, Permission.VISIT):
        reach |= Q(person__home__code__startswith=code)
    return Elder.objects.filter(reach, left_on=None).select_related("person__home")


def visitable_elder(user: Any, elder_id: UUID, *, lock: bool = False) -> Elder:
    """The elder, if the login may look in on them; ``lock`` in a transaction. Raises NotAllowed, NotFound."""
    if user is not None and not visits_anybody(user):
        raise NotAllowed
    rows = Elder.objects.select_related("person__home").filter(id=elder_id, left_on=None)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    elder = rows.first()
    if elder is None or (user is not None and not may_visit(user, elder)):
        raise NotFound
    return elder
