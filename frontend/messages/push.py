"""Web push: the message is sealed for the browser (RFC 8188, 8291) and carried by its push service (RFC 8030)."""

import base64
import http.client
import json
import os
import time
from enum import Enum
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from accounts.messaging.models import PushSubscription
from accounts.messaging.posting import post_outside
from frontend.messages.keys import authorization

KEPT_SECONDS = 24 * 3600  # how long the push service keeps it for a phone that is off
KEPT_URGENT_SECONDS = 4 * 3600
ROOM = 2000  # bytes; every message is padded to this, so that its length says nothing
GONE = (404, 410)


class Took(Enum):
    """What a push service did with a message."""

    OK = "ok"
    GONE = "gone"  # the browser no longer takes messages
    LATER = "later"  # busy, or not reached
    NEVER = "never"  # it says the request is wrong


def push(subscription: PushSubscription, message: dict[str, Any], *, topic: str = "") -> tuple[Took, str]:
    """Send one message; what came of it and a short code. ``message`` is what the service worker shows.

    ``topic``: a later message with the same one replaces it while the phone is off (at most 32 base64url characters).
    """
    urgent = bool(message.get("urgent"))
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_URGENT_SECONDS if urgent else KEPT_SECONDS),
        "Urgency": "high" if urgent else "normal",
        "Authorization": authorization(subscription.endpoint, now=time.time()),
    }
    if topic:
        headers["Topic"] = topic[:32]
    try:
        body = sealed(message, p256dh=subscription.p256dh, auth=subscription.auth)
        status = post_outside(subscription.endpoint, body, headers)
    except (OSError, http.client.HTTPException) as error:
        return Took.LATER, type(error).__name__
    except ValueError as error:  # a key that is no point of the curve, an address that no name server can be asked for
        return Took.NEVER, type(error).__name__
    return _meaning(status), str(status)


def sealed(message: dict[str, Any], *, p256dh: str, auth: str) -> bytes:
    """The encrypted body: one record of aes128gcm with the sender's one-time key in its head."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    # The library pads each record to its size only when the text fills it; spaces after JSON mean nothing.
    text += b" " * max(0, ROOM - len(text))
    return http_ece.encrypt(
        text,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_decoded(p256dh),
        auth_secret=_decoded(auth),
        version="aes128gcm",
    )


def _meaning(status: int) -> Took:
    if 200 <= status < 300:
        return Took.OK
    if status in GONE:
        return Took.GONE
    return Took.LATER if status == 429 or status >= 500 else Took.NEVER


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
