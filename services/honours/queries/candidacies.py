"""Candidacies: which a login may see and what the public may."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.refusals import NotFound
from services.honours.enums import CandidacyState, Kind, ObjectionState, RoundState, Whose
from services.honours.models import Candidacy, Consent, HonourRound, Objection
from services.honours.queries.rounds import AT_WORK

TOWNSHIP_DIGITS = 9


def _holds(whose: str) -> Exists:
    return Exists(Consent.objects.filter(candidacy=OuterRef("id"), whose=whose, withdrawn_at=None))


def agreed() -> Q:
    """Everybody whose yes is needed said it, and did not take it back."""
    return Q(_holds(Whose.CANDIDATE)) & (Q(kind=Kind.CARER) | Q(_holds(Whose.ELDER)))


def missing_consents(candidacy: Candidacy) -> list[Whose]:
    """Whose yes is not there."""
    there = set(candidacy.consents.filter(withdrawn_at=None).values_list("whose", flat=True))
    return [whose for whose in candidacy.needs if whose not in there]


def candidacies_in(user: Any, found: HonourRound) -> QuerySet[Candidacy]:
    """Those of a round in the territory of the login, the furthest come first; ``objected`` counts open objections."""
    inside = Q(pk__in=[])
    for right in AT_WORK:
        for code in territories(user, right):
            inside |= Q(region__code__startswith=code)
    waits = Count("objections", filter=Q(objections__state=ObjectionState.OPEN))
    rows = Candidacy.objects.filter(inside, round=found).annotate(objected=waits, is_agreed=agreed())
    return rows.select_related("region__parent", "nominated_by__person").order_by("kind", "region", "id")


def own_candidacies(user: Any) -> QuerySet[Candidacy]:
    """Those in which the login is the candidate, or stands for the family. Suggestions are nobody's news yet."""
    if user is None or not user.is_authenticated or user.person_id is None:
        return Candidacy.objects.none()
    mine = Q(person=user.person_id) | Q(supporter__person=user.person_id)
    rows = Candidacy.objects.filter(mine).exclude(state=CandidacyState.SUGGESTED)
    return rows.select_related("round__county", "region").order_by("-nominated_at")


def is_own(user: Any, candidacy: Candidacy) -> bool:
    """Whether the login is the candidate."""
    if user is None or not user.is_authenticated or user.person_id is None:
        return False
    own = candidacy.person_id or (candidacy.supporter.person_id if candidacy.supporter else None)
    return own is not None and own == user.person_id


def candidacy_for(user: Any, candidacy_id: UUID) -> Candidacy:
    """One of the territory, or one's own. Raises NotFound."""
    rows = Candidacy.objects.select_related(
        "round__county", "region__parent", "supporter", "elder__person", "person", "nominated_by__person"
    )
    found = rows.filter(id=candidacy_id).first()
    if found is None:
        raise NotFound
    if any(may(user, right, region_code=found.region_id) for right in AT_WORK) or is_own(user, found):
        return found
    raise NotFound


def sees_the_record(user: Any, region_code: str) -> bool:
    """Whether the drawn list of a place is open to the login: to township and county, not to the village itself."""
    codes = territories(user, Permission.HONOUR_NOMINATE)
    return any(len(code) <= TOWNSHIP_DIGITS and region_code.startswith(code) for code in codes)


def shown_candidates(found: HonourRound) -> QuerySet[Candidacy]:
    """What is on notice: candidates on notice who agreed, by kind and village."""
    rows = Candidacy.objects.filter(agreed(), round=found, state=CandidacyState.PUBLIC)
    return rows.select_related("region__parent").order_by("kind", "region", "id")


def honoured(region_code: str = "") -> QuerySet[Candidacy]:
    """Everybody who was honoured and agrees to be named, revoked honours among them, the newest round first."""
    rows = Candidacy.objects.filter(
        agreed(), state__in=[CandidacyState.HONOURED, CandidacyState.REVOKED], round__state=RoundState.DECIDED
    )
    if region_code:
        rows = rows.filter(Q(region__code__startswith=region_code) | Q(round__county=region_code[:6]))
    return rows.select_related("round__county", "region__parent").order_by("-round__last_year", "kind", "region", "id")


def honoured_under(code: str) -> Candidacy:
    """The honour of a certificate. Without consent there is nothing to see. Raises NotFound."""
    found = honoured().filter(code=code).first() if code else None
    if found is None:
        raise NotFound
    return found


def unnamed(found: HonourRound) -> int:
    """How many of the honoured do not want to be named."""
    rows = Candidacy.objects.filter(round=found, state=CandidacyState.HONOURED)
    return rows.exclude(agreed()).count()


def objection_under(code: str) -> Objection:
    """An objection, for whoever holds its code. Raises NotFound."""
    rows = Objection.objects.select_related("candidacy__round__county", "candidacy__region__parent")
    found = rows.filter(code=code).first() if code else None
    if found is None:
        raise NotFound
    return found


def may_object(found: HonourRound, *, on: date | None = None) -> bool:
    """Whether the names are on notice today."""
    today = on or timezone.localdate()
    if found.state != RoundState.NOTICE or found.notice_from is None or found.notice_until is None:
        return False
    return found.notice_from <= today <= found.notice_until
