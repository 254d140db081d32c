"""Another name, address or choice of subjects."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.connections.actions.checking import checked, emit_webhook
from accounts.connections.models import Webhook
from accounts.connections.queries import webhook_for


def change_webhook(
    *, by: Any, at: datetime, webhook_id: UUID, title: str, address: str, subjects: Collection[str]
) -> Webhook:
    """Calls that wait go to the new address. Raises NotFound, NoTitle, NotAnAddress, NoSubjects."""
    fields = checked(title, address, subjects)
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        for name, value in fields.items():
            setattr(webhook, name, value)
        webhook.save(update_fields=list(fields))
        emit_webhook(webhook, "changed", at=at, by=by)
    return webhook
