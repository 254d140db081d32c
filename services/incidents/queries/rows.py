"""Fetching incidents the one way: only for who may see them, and saying what they may do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.elders.enums import Power
from accounts.elders.queries import elders_of
from accounts.refusals import NotFound
from services.incidents.enums import OPEN, Kind, State
from services.incidents.ladder import DIGITS, Level, above, place
from services.incidents.models import ClosingReport, Incident
from services.incidents.queries.duty import may_here, reach

P = Permission


@dataclass(frozen=True)
class Standing:
    """What a reader is to an incident: ``sees`` by the territory, ``acts`` with names, ``owns`` to the end."""

    sees: bool = False
    acts: bool = False
    owns: bool = False
    reported: bool = False
    family: bool = False

    @property
    def any(self) -> bool:
        return self.sees or self.reported or self.family


def with_people(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Everybody a page names, in one query."""
    return incidents.select_related(
        "elder__person__home", "region", "reporter__person", "first_by__person", "owner__person", "handing_to__person"
    )


def territory_incidents(user: Any, *, at: datetime) -> QuerySet[Incident]:
    """Incidents of the user's territory, also where they stand in; harm told to those above stays with those above."""
    wanted = Q(pk__in=[])
    for code in reach(user, P.INCIDENT_SEE, at=at):
        inside = Q(region__code__startswith=code)
        if len(code) >= DIGITS[Level.VILLAGE]:
            inside &= Q(discreet=False)
        wanted |= inside
    return Incident.objects.filter(wanted)


def visible_incidents(user: Any, *, at: datetime) -> QuerySet[Incident]:
    """Incidents the user may see at all: of the territory, reported by them, or about their elder."""
    mine = Q(reporter=user) | Q(elder__in=elders_of(user, power=Power.VIEW).values("id")) & ~Q(kind=Kind.UNLAWFUL_HARM)
    return Incident.objects.filter(Q(id__in=territory_incidents(user, at=at).values("id")) | mine)


def incident_for(user: Any, incident_id: UUID, *, at: datetime | None = None) -> tuple[Incident, Standing]:
    """The incident, and what the user is to it. Raises NotFound."""
    now = at or timezone.now()
    found = with_people(Incident.objects.filter(id=incident_id)).first()
    stands = standing_of(user, found, at=now) if found is not None else Standing()
    if found is None or not stands.any:
        raise NotFound
    return found, stands


def standing_of(user: Any, incident: Incident, *, at: datetime) -> Standing:
    """What the user is to this incident."""
    if user is None or not user.is_authenticated:
        return Standing()
    code = incident.region_id
    sees = territory_incidents(user, at=at).filter(id=incident.id).exists()
    family = incident.kind != Kind.UNLAWFUL_HARM and incident.elder_id is not None
    return Standing(
        sees=sees,
        acts=sees and may_here(user, P.INCIDENT_ACT, region_code=code, at=at),
        owns=sees and may_here(user, P.INCIDENT_OWN, region_code=code, at=at),
        reported=incident.reporter_id == user.id,
        family=family and elders_of(user, power=Power.VIEW).filter(incidents=incident).exists(),
    )


def may_approve(user: Any, report: ClosingReport, *, at: datetime) -> bool:
    """True for the level above whoever wrote it, never for the writer. The county's own is read by a second person."""
    if user.id == report.written_by_id:
        return False
    upper = above(report.level) or Level.COUNTY
    return may_here(user, P.INCIDENT_APPROVE, region_code=place(report.incident.region_id, upper), at=at)


def open_for(elder_ids: Collection[UUID]) -> dict[UUID, list[Incident]]:
    """Elder id → what is not over yet, newest first; only elders who have something. One query."""
    return _by_elder(Incident.objects.filter(elder__in=elder_ids, state__in=OPEN))


def recent_for(elder_ids: Collection[UUID], *, since: datetime | None = None) -> dict[UUID, list[Incident]]:
    """Elder id → what happened since (30 days back unless told) and was no false alarm, newest first. One query."""
    after = since or timezone.now() - timedelta(days=30)
    real = Incident.objects.exclude(state__in=[State.FALSE_ALARM, State.DUPLICATE, State.TAKEN_BACK])
    return _by_elder(real.filter(elder__in=elder_ids, reported_at__gte=after))


def _by_elder(incidents: QuerySet[Incident]) -> dict[UUID, list[Incident]]:
    found: dict[UUID, list[Incident]] = {}
    for incident in incidents.order_by("-reported_at"):
        if incident.elder_id is not None:
            found.setdefault(incident.elder_id, []).append(incident)
    return found


def open_seen_by(user: Any, elder_id: UUID, *, at: datetime | None = None) -> list[Incident]:
    """What goes on with an elder just now, as far as the user may see it, newest first."""
    found = visible_incidents(user, at=at or timezone.now())
    return list(found.filter(elder=elder_id, state__in=OPEN).order_by("-reported_at"))
