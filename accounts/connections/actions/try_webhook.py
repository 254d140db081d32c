"""Send a call that means nothing, to see whether it arrives."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.connections.actions.checking import emit_webhook
from accounts.connections.actions.plan_calls import defer_call
from accounts.connections.models import WebhookCall
from accounts.connections.queries import webhook_for


def try_webhook(*, by: Any, at: datetime, webhook_id: UUID) -> WebhookCall:
    """Queue one call of the event ``accounts.webhook.tried``. Raises NotFound."""
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        event = emit_webhook(webhook, "tried", at=at, by=by, deliver=False)
        call = WebhookCall.objects.create(webhook=webhook, event=event, next_try_at=None if webhook.paused_at else at)
        if call.next_try_at is not None:
            defer_call(call)
    return call
