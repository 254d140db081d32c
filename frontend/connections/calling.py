"""One call to another program: what it says, how it is signed (Standard Webhooks), what came of it.

The call names what happened and where to look, never whom it is about: the program asks the API for the rest, with its
own token, and is told what that token may see.
"""

import http.client
import json
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook as Signer

from accounts.connections.models import WebhookCall
from accounts.journal.models import Event
from accounts.messaging.posting import post_outside

GONE = 410


def content_of(event: Event) -> dict[str, Any]:
    """The body: type, timestamp and data as the standard asks; ``sequence`` puts calls in order."""
    return {
        "type": event.name,
        "timestamp": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "sequence": event.sequence,
            "subject": {"kind": event.subject_kind, "id": str(event.subject_id)},
            "region": event.region_code,
        },
    }


def call_program(call: WebhookCall, *, at: datetime) -> tuple[bool, str, bool]:
    """POST it once: whether it was received, a short code, and whether the program wants no more (410)."""
    body = json.dumps(content_of(call.event), separators=(",", ":"))
    moment = at.astimezone(UTC)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "TimeBank",
        "webhook-id": f"msg_{call.id.hex}",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Signer(call.webhook.secret).sign(f"msg_{call.id.hex}", moment, body),
    }
    try:
        status = post_outside(call.webhook.address, body.encode(), headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return False, type(error).__name__, False
    return 200 <= status < 300, str(status), status == GONE
