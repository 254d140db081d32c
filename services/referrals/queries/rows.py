"""Fetching referrals the one way: only for who may see them, and saying what they may do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import TABLE, Department, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import grants_of, may, standing, territories
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elders_of
from accounts.refusals import NotFound
from services.referrals.kinds import HIDDEN
from services.referrals.models import Referral

VILLAGE_DIGITS = 12
LATELY = timedelta(days=30)
ANSWERING = [role for role, held in TABLE.items() if Permission.REFERRAL_ANSWER in held]


@dataclass(frozen=True)
class Stands:
    """What a reader is to a referral: ``sends`` it or looks after whoever it is about, ``answers`` for its office, is
    of the elder's own ``side`` (family, helper, the elder).
    """

    sends: bool = False
    answers: bool = False
    side: bool = False

    @property
    def any(self) -> bool:
        return self.sends or self.answers or self.side


def with_people(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Everybody a page names, in one query."""
    return referrals.select_related("elder__person__home__parent", "office", "sent_by__person", "answered_by__person")


def desks_of(user: Any) -> list[tuple[str, str]]:
    """(department, region code) of the offices the login answers for. Officials are civil affairs of their place."""
    grants = grants_of(user).filter(role__in=ANSWERING).order_by("region", "id")
    return [
        (grant.department or Department.CIVIL_AFFAIRS.value, str(grant.region_id))
        for grant in grants
        if grant.region_id is not None
    ]


def at_desks(user: Any) -> QuerySet[Referral]:
    """Referrals at the login's offices now. A county's office sees those of its townships too."""
    wanted = Q(pk__in=[])
    for department, code in desks_of(user):
        wanted |= Q(department=department, office__code__startswith=code)
    return Referral.objects.filter(wanted)


def sent_from(user: Any) -> QuerySet[Referral]:
    """Referrals of elders of the login's territory; of harm that the village was not told, only above the village."""
    wanted = Q(pk__in=[])
    for code in territories(user, Permission.REFERRAL_SEND):
        inside = Q(elder__person__home__code__startswith=code)
        if len(code) >= VILLAGE_DIGITS:
            inside &= Q(discreet=False) | Q(sent_by=user)
        wanted |= inside
    return Referral.objects.filter(wanted)


def of_own_elders(user: Any) -> QuerySet[Referral]:
    """What runs for the elders whom the login may see: all about oneself, else what the family may know."""
    if user.person_id is None:
        return Referral.objects.none()
    mine = Q(elder__person=user.person_id) | Q(elder__in=elders_of(user, power=Power.VIEW).values("id")) & ~Q(
        kind__in=HIDDEN
    ) & Q(discreet=False)
    return Referral.objects.filter(mine)


def visible_referrals(user: Any) -> QuerySet[Referral]:
    """Every referral the login may see in whichever part."""
    ids = [rows.values("id") for rows in (at_desks(user), sent_from(user), of_own_elders(user))]
    return Referral.objects.filter(Q(id__in=ids[0]) | Q(id__in=ids[1]) | Q(id__in=ids[2]))


def stands_of(user: Any, referral: Referral) -> Stands:
    """What the login is to this referral. Nothing of a foreign office, place or family."""
    if user is None or not user.is_authenticated:
        return Stands()
    same = Q(id=referral.id)
    return Stands(
        sends=sent_from(user).filter(same).exists(),
        answers=at_desks(user).filter(same).exists(),
        side=of_own_elders(user).filter(same).exists(),
    )


def referral_for(user: Any, referral_id: UUID) -> tuple[Referral, Stands]:
    """The referral, and what the login is to it. Raises NotFound."""
    found = with_people(Referral.objects.filter(id=referral_id)).first()
    stands = stands_of(user, found) if found is not None else Stands()
    if found is None or not stands.any:
        raise NotFound
    return found, stands


def overdue(referrals: QuerySet[Referral], *, on: date) -> QuerySet[Referral]:
    """Those of them whose office is late on a day."""
    return referrals.filter(is_open=True, due_on__lt=on)


def of_elder(user: Any, elder: Elder) -> list[Referral]:
    """What runs and ran for an elder as far as the login may see it: open ones first, the most urgent before."""
    found = with_people(visible_referrals(user).filter(elder=elder))
    return sorted(
        found, key=lambda one: (one.is_over, one.due_on if not one.is_over else date.max, -one.sent_at.timestamp())
    )


def lately_of(user: Any, elder: Elder, *, at: datetime) -> list[Referral]:
    """What is open for an elder and what was answered within a month, as far as the login may see it. One query."""
    recent = Q(is_open=True) | Q(answered_at__gte=at - LATELY)
    return list(with_people(visible_referrals(user).filter(recent, elder=elder)).order_by("is_open", "due_on"))


def logins_at(department: str, office_code: str) -> QuerySet[Grant]:
    """Grants that answer for an office: of the department at the place or above it; officials for civil affairs."""
    above = [office_code[:length] for length in range(2, len(office_code) + 1)]
    roles = Q(role=Role.DEPARTMENT, department=department)
    if department == Department.CIVIL_AFFAIRS:
        roles |= Q(role__in=[role for role in ANSWERING if role != Role.DEPARTMENT])
    return Grant.objects.filter(standing(), roles, region__in=above, user__is_active=True)


def has_login(referral: Referral) -> bool:
    """Whether anybody signs in for its office; else the letter goes on paper and the answer comes back on it."""
    return logins_at(referral.department, referral.office_id).exists()


def came_from(origin_key: UUID) -> list[Referral]:
    """What followed from a visit's finding or an emergency. The caller has asked whether the reader may."""
    return list(with_people(Referral.objects.filter(origin_key=origin_key)).order_by("sent_at"))


def may_send(user: Any, elder: Elder) -> bool:
    return may(user, Permission.REFERRAL_SEND, region_code=elder.person.home_id)
