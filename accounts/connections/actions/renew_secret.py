"""Sign with a new secret from now on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.connections.actions.checking import emit_webhook, new_secret
from accounts.connections.models import Webhook
from accounts.connections.queries import webhook_for


def renew_secret(*, by: Any, at: datetime, webhook_id: UUID) -> Webhook:
    """The old one is gone at once: whoever found it can sign nothing more. Raises NotFound."""
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        webhook.secret = new_secret()
        webhook.save(update_fields=["secret"])
        emit_webhook(webhook, "secret_renewed", at=at, by=by)
    return webhook
