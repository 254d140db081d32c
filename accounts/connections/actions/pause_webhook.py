"""Keep the calls, and try none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.connections.actions.checking import emit_webhook
from accounts.connections.models import Webhook
from accounts.connections.queries import webhook_for


def pause_webhook(*, by: Any, at: datetime, webhook_id: UUID) -> Webhook:
    """From now on calls wait until somebody resumes. Twice is once. Raises NotFound."""
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        if webhook.paused_at is None:
            pause(webhook, at=at, by=by)
    return webhook


def pause(webhook: Webhook, *, at: datetime, by: Any) -> None:
    """Pause a locked webhook; ``by`` is None when the house gave up."""
    webhook.paused_at = at
    webhook.save(update_fields=["paused_at"])
    webhook.calls.filter(state="WAITING").update(next_try_at=None)
    emit_webhook(webhook, "paused", at=at, by=by)
