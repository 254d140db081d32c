"""Where a push message may be carried: a browser names the address, so it could name one inside our own network."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

HTTPS_PORT = 443


def allowed_address(endpoint: str) -> bool:
    """Whether it looks like a push service: https, a name and no number, the usual port, nobody's password.

    What the name stands for is asked just before sending (``public_addresses``). ``settings.PUSH_LOCAL`` allows
    everything, for tests.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if settings.PUSH_LOCAL:
        return bool(parts.hostname)
    if parts.scheme != "https" or port not in (None, HTTPS_PORT) or parts.username or parts.password:
        return False
    host = parts.hostname or ""
    return "." in host and not host.replace(".", "").isdigit() and ":" not in host and host != "localhost"


def public_addresses(host: str, port: int) -> list[str]:
    """What the name stands for now, if *all* of it lies in the public internet; else nothing."""
    try:
        found = sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):  # a label of more than 63 characters is no name
        return []
    if settings.PUSH_LOCAL:
        return found
    return found if all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in found) else []
