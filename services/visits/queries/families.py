"""Families: what they were urged to, and who has not been heard of for long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import Elder, Supporter
from accounts.policies.queries import rulebooks
from accounts.policies.visit_rules import VISIT_UNHEARD
from accounts.refusals import NotFound
from services.visits.enums import UrgingState
from services.visits.models import SupporterNote, Urging
from services.visits.queries.arrears import inside

MOST = 100


@dataclass(frozen=True)
class Unheard:
    """A supporter nobody has heard of for long."""

    supporter: Supporter
    last_on: date
    days: int


def _whole(rows: QuerySet[Urging]) -> QuerySet[Urging]:
    return rows.select_related("elder__person__home", "supporter", "by__person").prefetch_related("tries__by__person")


def urgings_in(codes: Iterable[str], *, closed: bool = False) -> QuerySet[Urging]:
    """Those that are not closed (or the closed ones), the oldest day first."""
    rows = Urging.objects.filter(inside(codes, "region_code"))
    if closed:
        return _whole(rows.filter(state=UrgingState.CLOSED)).order_by("-closed_at", "-id")
    return _whole(rows.exclude(state=UrgingState.CLOSED)).order_by("due_on", "id")


def urging_for(user: Any, urging_id: UUID) -> Urging:
    """An urging of the login's territory. Raises NotAllowed, NotFound."""
    demand(user, Permission.VISIT)
    codes = territories(user, Permission.VISIT)
    found = _whole(Urging.objects.filter(inside(codes, "elder__person__home__code"), id=urging_id)).first()
    if found is None:
        raise NotFound
    return found


def urgings_to(user: Any, elder: Elder | None = None) -> QuerySet[Urging]:
    """What the login itself was urged to as one of the family, not closed yet."""
    if user.person_id is None:
        return Urging.objects.none()
    rows = Urging.objects.filter(supporter__person=user.person_id).exclude(state=UrgingState.CLOSED)
    if elder is not None:
        rows = rows.filter(elder=elder)
    return rows.select_related("elder__person", "supporter").order_by("due_on", "id")


def long_unheard(codes: Iterable[str], *, today: date) -> list[Unheard]:
    """Supporters whose last word is older than the rule of their place allows, the longest first. Two queries."""
    codes = list(codes)
    newest = SupporterNote.objects.filter(supporter=OuterRef("id"), last_contact_on__isnull=False)
    newest = newest.order_by("-last_contact_on")
    rows = (
        Supporter.objects.filter(inside(codes, "elder__person__home__code"), ended_on=None, elder__left_on=None)
        .annotate(last_on=Subquery(newest.values("last_contact_on")[:1]))
        .filter(last_on__lt=today - timedelta(days=7))
        .select_related("elder__person__home")
        .defer("phone")
        .order_by(F("last_on").asc(), "id")
    )
    books = rulebooks(codes, [VISIT_UNHEARD])
    found = []
    for one in rows[:MOST]:
        days = (today - one.last_on).days
        home = one.elder.person.home_id
        if days > books.at(home, today)[VISIT_UNHEARD].value:
            found.append(Unheard(one, one.last_on, days))
    return found
