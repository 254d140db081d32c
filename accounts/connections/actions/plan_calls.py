"""Decide which programs hear of an event, and queue a job for each."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.connections.models import WebhookCall
from accounts.connections.queries import listeners
from accounts.journal.models import Event
from accounts.messaging.actions.plan_deliveries import place_of

CALL_TASK = "frontend.connections.call"  # by name: the upper floor sends, this one only plans


def plan_calls(
    *, by: Any = None, at: datetime, event: Event, organisation_ids: Collection[UUID] = ()
) -> list[WebhookCall]:
    """The rows that are new; again for the same event nothing happens (jobs are at-least-once).

    ``organisation_ids`` are those the event concerns. What the village must not know of counts as the township's. Rows
    and jobs are written in one transaction.
    """
    heard = list(listeners(event, region_code=place_of(event), organisation_ids=organisation_ids))
    if not heard:
        return []
    with transaction.atomic():
        known = set(WebhookCall.objects.filter(event=event).values_list("webhook_id", flat=True))
        rows = [
            WebhookCall(webhook=one, event=event, next_try_at=None if one.paused_at else at)
            for one in heard
            if one.id not in known
        ]
        WebhookCall.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            if row.next_try_at is not None:
                defer_call(row)
    return rows


def defer_call(call: WebhookCall) -> None:
    """Queue the job that takes the call up when it is due."""
    app.configure_task(name=CALL_TASK, schedule_at=call.next_try_at).defer(call=str(call.id))
