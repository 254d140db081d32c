"""Tell the other program nothing more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.connections.actions.checking import emit_webhook
from accounts.connections.enums import CallState
from accounts.connections.lifecycle import advance_call
from accounts.connections.models import Webhook
from accounts.connections.queries import webhook_for


def end_webhook(*, by: Any, at: datetime, webhook_id: UUID) -> Webhook:
    """What still waits is dropped; what was sent stays on record. Raises NotFound."""
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        webhook.ended_at = at
        webhook.save(update_fields=["ended_at"])
        for call in webhook.calls.filter(state=CallState.WAITING):
            advance_call(call, "drop", at=at, outcome="ended")
        emit_webhook(webhook, "ended", at=at, by=by)
    return webhook
