"""Reads about other programs and calendars."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import dispatchers_of, managed_organisations, territories
from accounts.connections.enums import NAMES, CallState, Subject
from accounts.connections.models import Feed, Webhook, WebhookCall
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.refusals import NotFound


def subject_of(name: str) -> Subject | None:
    """What an event of this name is about; None for what no program is told of."""
    return next((subject for subject, starts in NAMES.items() if name.startswith(starts)), None)


def kept_by(user: Any) -> Q:
    """Webhooks the login looks after: of its territories, and of the organisations it runs."""
    mine = Q(organisation__in=managed_organisations(user))
    for code in territories(user, Permission.CONNECT):
        mine |= Q(region__code__startswith=code)
    return mine


def webhooks_of(user: Any) -> QuerySet[Webhook]:
    """Those that stand, the newest first, each with how many calls wait and failed and when one last got through."""
    calls = {
        "waiting": Count("calls", filter=Q(calls__state=CallState.WAITING)),
        "failed": Count("calls", filter=Q(calls__state=CallState.FAILED)),
        "last_ok_at": Max("calls__settled_at", filter=Q(calls__state=CallState.SENT)),
    }
    found = Webhook.objects.filter(kept_by(user), ended_at=None).select_related("region", "organisation")
    return found.annotate(**calls).order_by("-added_at", "-id")


def webhook_for(user: Any, webhook_id: UUID, *, lock: bool = False) -> Webhook:
    """A standing webhook the login looks after; else NotFound."""
    rows = Webhook.objects.filter(kept_by(user), id=webhook_id, ended_at=None)
    rows = rows.select_for_update(of=("self",), no_key=True) if lock else rows.select_related("region", "organisation")
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def calls_of(webhook: Webhook) -> QuerySet[WebhookCall]:
    """Its calls with their events, the newest event first."""
    return webhook.calls.select_related("event").order_by("-event_id")


def listeners(event: Event, *, region_code: str, organisation_ids: Collection[UUID]) -> QuerySet[Webhook]:
    """Webhooks that hear of the event: of a territory around ``region_code``, and of these organisations."""
    subject = subject_of(event.name)
    if subject is None:
        return Webhook.objects.none()
    around = [region_code[:length] for length in range(2, len(region_code) + 1)]
    concerned = Q(region__in=around) | Q(organisation__in=organisation_ids)
    return Webhook.objects.filter(concerned, ended_at=None, subjects__contains=[subject])


def due(at: datetime) -> QuerySet[WebhookCall]:
    """Calls whose time has come, the longest waiting first."""
    rows = WebhookCall.objects.filter(state=CallState.WAITING, next_try_at__lte=at, webhook__paused_at=None)
    return rows.order_by("next_try_at")


def webhook_audience(event: Event) -> list[User]:
    """Whoever added the webhook and whoever runs its organisation, but not whoever did it."""
    webhook = Webhook.objects.filter(id=event.subject_id).first()
    if webhook is None or not event.name.endswith(".paused"):
        return []
    managers = dispatchers_of([webhook.organisation_id]) if webhook.organisation_id else set()
    who = Q(id=webhook.added_by_id) | Q(person__in=managers)
    return list(User.objects.filter(who, is_active=True).exclude(id=event.by_id).order_by("id"))


def feed_of(user: Any) -> Feed | None:
    """The login's open calendar address."""
    return Feed.objects.filter(user=user, closed_at=None).first()
