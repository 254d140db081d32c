"""Web push: the message is sealed for the browser (RFC 8188, 8291) and carried by its push service (RFC 8030)."""

import base64
import http.client
import json
import os
import socket
import ssl
import time
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from accounts.messaging.models import PushSubscription
from accounts.messaging.places import HTTPS_PORT, allowed_address, public_addresses
from frontend.messages.keys import authorization

TIMEOUT_SECONDS = 10
KEPT_SECONDS = 24 * 3600  # how long the push service keeps it for a phone that is off
KEPT_URGENT_SECONDS = 4 * 3600
ROOM = 2000  # bytes; every message is padded to this, so that its length says nothing
HTTP_PORT = 80
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
        status = _post(subscription.endpoint, body, headers)
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


def _post(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """Status of the answer; redirects are not followed. Raises OSError, HTTPException.

    The connection goes to the very address that was looked at: a name may stand for another one a moment later.
    """
    if not allowed_address(endpoint):
        raise PermissionError("not the address of a push service")
    parts = urlsplit(endpoint)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (HTTPS_PORT if secure else HTTP_PORT)
    addresses = public_addresses(host, port)
    if not addresses:
        raise PermissionError("not in the public internet")
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    try:
        raw = socket.create_connection((addresses[0], port), timeout=TIMEOUT_SECONDS)
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
        connection.request("POST", f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
