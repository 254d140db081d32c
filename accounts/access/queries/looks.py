"""Who looked at whom, for those who were looked at and for those who did."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.access.enums import Role
from accounts.access.models import Grant, Reveal


def looks_at(person_id: UUID) -> QuerySet[Reveal]:
    """Every look at a person's private data, the newest first; their own excepted."""
    looks = Reveal.objects.filter(person=person_id).exclude(by__person=person_id)
    return looks.select_related("by__person").order_by("-at", "-id")


def looks_by(user: Any) -> QuerySet[Reveal]:
    """Every look of a login at somebody else's private data, the newest first."""
    looks = Reveal.objects.filter(by=user)
    if user.person_id is not None:
        looks = looks.exclude(person=user.person_id)
    return looks.select_related("person__home").order_by("-at", "-id")


def roles_then(looks: Iterable[Reveal]) -> dict[int, list[Role]]:
    """Look → roles its viewer held at that moment. One query."""
    looks = list(looks)
    held: defaultdict[UUID, list[Grant]] = defaultdict(list)
    for grant in Grant.objects.filter(user__in={look.by_id for look in looks}).order_by("role"):
        held[grant.user_id].append(grant)
    return {
        look.id: list(
            dict.fromkeys(
                Role(grant.role)
                for grant in held[look.by_id]
                if grant.since <= look.at and (grant.until is None or grant.until > look.at)
            )
        )
        for look in looks
    }
