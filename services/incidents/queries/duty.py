"""Whose telephone rings: who stands on a level of a place, and who stands in for those who are away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.models import Grant
from accounts.access.queries import may, standing, territories
from accounts.people.models import User
from services.incidents.enums import Level
from services.incidents.ladder import STAFF, place
from services.incidents.models import Absence

MOST_HOPS = 3  # a delegate who is away too has one of their own; longer chains are a mistake


@dataclass(frozen=True)
class Duty:
    """Who is told, and for whom when they stand in."""

    user_id: UUID
    standing_for: UUID | None = None


def on_duty(level: Level | str, region_code: str, *, at: datetime) -> list[Duty]:
    """Who must act on this level for the place at that time, those away replaced by who stands in; three queries."""
    ladder = [place(region_code, level)[:length] for length in (2, 4, 6, 9, 12)]
    grants = Grant.objects.filter(
        standing(), region__in=set(ladder), role__in=STAFF[Level(level)], user__is_active=True
    )
    staff = sorted(set(grants.values_list("user_id", flat=True)))
    away = delegates_at(at)
    found: dict[UUID, Duty] = {}
    for user_id in staff:
        holder: UUID | None = user_id
        for _hop in range(MOST_HOPS):
            if holder not in away:
                break
            holder = away[holder]
        if holder is not None and holder not in away:
            found.setdefault(holder, Duty(holder, user_id if holder != user_id else None))
    active = set(User.objects.filter(id__in=found, is_active=True).values_list("id", flat=True))
    return [duty for duty in found.values() if duty.user_id in active]


def delegates_at(at: datetime) -> dict[UUID, UUID | None]:
    """User id → who stands in for them, of everybody who is away at that time; the newest word counts."""
    away = Absence.objects.filter(starts_at__lte=at, ends_at__gt=at).order_by("made_at", "id")
    return dict(away.values_list("user_id", "delegate_id"))


def stood_in_for(user: Any, *, at: datetime) -> list[User]:
    """Those who are away and named the user to stand in."""
    if user is None or not user.is_authenticated:
        return []
    ids = [absent for absent, delegate in delegates_at(at).items() if delegate == user.id]
    return list(User.objects.filter(id__in=ids, is_active=True)) if ids else []


def may_here(user: Any, permission: Permission, *, region_code: str, at: datetime) -> bool:
    """True when the user holds the permission there, or stands in for somebody who does."""
    if may(user, permission, region_code=region_code):
        return True
    return any(may(absent, permission, region_code=region_code) for absent in stood_in_for(user, at=at))


def reach(user: Any, permission: Permission, *, at: datetime) -> list[str]:
    """Region codes whose subtrees are the user's with this permission, also by standing in; widest first."""
    codes = set(territories(user, permission))
    for absent in stood_in_for(user, at=at):
        codes |= set(territories(absent, permission))
    ordered = sorted(codes)
    return [code for i, code in enumerate(ordered) if not any(code.startswith(wide) for wide in ordered[:i])]


def absences_of(users: Iterable[Any], *, at: datetime) -> QuerySet[Absence]:
    """Absences of these logins that go on or are still to come, the next first."""
    rows = Absence.objects.filter(user__in=list(users), ends_at__gt=at)
    return rows.select_related("user__person", "delegate__person").order_by("starts_at", "id")


def colleagues(user: Any, *, at: datetime) -> QuerySet[User]:
    """Who may stand in for the user: everybody with the same kind of role in the same county."""
    own = Grant.objects.filter(standing(), user=user, role__in=[role for roles in STAFF.values() for role in roles])
    wanted = Q(pk__in=[])
    for role, code in own.values_list("role", "region_id"):
        level = next(level for level, roles in STAFF.items() if role in roles)
        wanted |= Q(role__in=STAFF[level], region__code__startswith=(code or "")[:6])
    ids = Grant.objects.filter(standing(), wanted).values("user_id")
    return User.objects.filter(id__in=ids, is_active=True).exclude(id=user.id).select_related("person").order_by("id")
