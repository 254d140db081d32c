"""Who signs in, and who wants to help."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import BOUND, Permission
from accounts.access.models import Grant
from accounts.access.queries import demand, standing, territories
from accounts.people.enums import VolunteerStatus
from accounts.people.models import User
from accounts.refusals import NotFound


def logins_within(user: Any, *, text: str = "", show: str = "") -> QuerySet[User]:
    """Logins of people who live in the reader's territory, by village and name. Raises NotAllowed.

    ``text`` is part of a name, its pinyin or initials, or of the user name; ``show`` ``waiting``: volunteers to be
    verified, ``volunteers``: all of them, ``closed``: logins that are shut.
    """
    demand(user, Permission.LOGIN_GIVE)
    inside = Q(pk__in=[])
    for code in territories(user, Permission.LOGIN_GIVE):
        inside |= Q(person__home__code__startswith=code)
    rows = User.objects.filter(inside).select_related("person__home", "person__volunteer")
    if text:
        low = text.lower()
        named = Q(person__name__contains=text) | Q(username__contains=low) | Q(person__pinyin__startswith=low)
        rows = rows.filter(named | Q(person__initials__startswith=low))
    match show:
        case "waiting":
            rows = rows.filter(person__volunteer__status=VolunteerStatus.APPLIED)
        case "volunteers":
            rows = rows.filter(person__volunteer__isnull=False)
        case "closed":
            rows = rows.filter(is_active=False)
    return rows.order_by("person__home", "person__name", "id")


def login_within(user: Any, user_id: UUID) -> User:
    """One of them. Raises NotAllowed, NotFound."""
    found = logins_within(user).filter(id=user_id).first()
    if found is None:
        raise NotFound
    return found


def roles_held(logins: list[User]) -> dict[UUID, list[Grant]]:
    """The roles that hold now, by login, those bound to a place or an organisation first. One query."""
    rows = Grant.objects.filter(standing(), user__in=logins).select_related("region", "organisation").order_by("since")
    found: dict[UUID, list[Grant]] = {login.pk: [] for login in logins}
    for grant in sorted(rows, key=lambda one: one.role not in BOUND):
        found[grant.user_id].append(grant)
    return found
