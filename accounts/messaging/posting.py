"""A POST to an address that somebody named: into the public internet, to where the name stands at this moment."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from accounts.messaging.places import HTTPS_PORT, allowed_address, public_addresses

TIMEOUT_SECONDS = 10
HTTP_PORT = 80


def post_outside(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Status of the answer; redirects are not followed, the answer is not read. Raises OSError, HTTPException.

    The connection goes to the very address that was looked at: a name may stand for another one a moment later.
    """
    if not allowed_address(address):
        raise PermissionError("not an address outside")
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (HTTPS_PORT if secure else HTTP_PORT)
    addresses = public_addresses(host, port)
    if not addresses:
        raise PermissionError("not in the public internet")
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    try:
        raw = socket.create_connection((addresses[0], port), timeout=TIMEOUT_SECONDS)
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()
