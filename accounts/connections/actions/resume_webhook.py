"""Try again what has waited."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.connections.actions.checking import emit_webhook
from accounts.connections.enums import CallState
from accounts.connections.models import Webhook
from accounts.connections.queries import webhook_for


def resume_webhook(*, by: Any, at: datetime, webhook_id: UUID) -> Webhook:
    """Everything that waited is due now, with all its attempts before it; the job takes it up in order.

    Twice is once. Raises NotFound.
    """
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        if webhook.paused_at is not None:
            webhook.paused_at = None
            webhook.save(update_fields=["paused_at"])
            webhook.calls.filter(state=CallState.WAITING).update(next_try_at=at, attempts=0)
            emit_webhook(webhook, "resumed", at=at, by=by)
    return webhook
