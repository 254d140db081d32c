"""Who hears of what happened to an incident."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.elders.enums import Power
from accounts.elders.queries import standing_mandates
from accounts.journal.models import Event
from accounts.people.models import User
from services.incidents.enums import Kind, What
from services.incidents.models import Incident, Step

# Whoever was told before hears of these too, and so do the reporter and the family.
TO_ALL_TOLD = frozenset({"acknowledged", "taken_over", "closed", "false_alarm", "taken_back", "merged"})
TO_FAMILY = frozenset({"reported", "acknowledged", "taken_over", "closed", "false_alarm", "taken_back"})
TO_REPORTER = frozenset({"acknowledged", "escalated", "taken_over", "closed", "false_alarm", "merged"})


def incident_audience(event: Event) -> list[User]:
    """Logins to tell of an incident's event, never whoever did it; the family hears nothing of harm by somebody."""
    happened = event.name.rpartition(".")[2]
    who = Q(id__in=[UUID(one) for one in event.detail.get("told", ())])
    incident = None
    if event.subject_kind == "incident":
        incident = Incident.objects.filter(id=event.subject_id).select_related("elder").first()
    if incident is not None:
        if happened in TO_ALL_TOLD:
            told = Step.objects.filter(incident=incident, what=What.TOLD).values("about")
            who |= Q(id__in=told) | Q(id__in=[one for one in (incident.first_by_id, incident.owner_id) if one])
        if happened in TO_REPORTER and incident.reporter_id is not None:
            who |= Q(id=incident.reporter_id)
        if happened in TO_FAMILY and incident.elder is not None and incident.kind != Kind.UNLAWFUL_HARM:
            who |= Q(person__in=_family(incident, event))
    hearers = User.objects.filter(who, is_active=True).order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)


def _family(incident: Incident, event: Event) -> list[UUID]:
    on = timezone.localdate(event.at)
    mandates = standing_mandates(on=on).filter(elder=incident.elder_id, powers__contains=[Power.VIEW])
    assert incident.elder is not None
    return [*mandates.values_list("proxy_id", flat=True), incident.elder.person_id]
