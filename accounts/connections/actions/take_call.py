"""A job takes a call up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.connections.lifecycle import lease_call
from accounts.connections.models import WebhookCall


def take_call(*, by: Any = None, at: datetime, call_id: UUID) -> WebhookCall | None:
    """The call, for two minutes this job's alone; None when it is settled, not due, paused, or another has it."""
    found = WebhookCall.objects.filter(id=call_id).select_related("webhook", "event").first()
    return found if found is not None and lease_call(found, at=at) else None
