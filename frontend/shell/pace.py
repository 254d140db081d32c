"""A soft limit for pages open to everybody: whoever tries numbers one after the other is asked to wait."""

import time

from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


def too_fast(request: HttpRequest, what: str, *, a_minute: int) -> bool:
    """Count a look of this address; True once there were more than ``a_minute`` in the running minute.

    Each process counts for itself unless they share a cache: it slows guessing down, the codes make it hopeless.
    """
    who = request.META.get("REMOTE_ADDR", "")
    key = f"pace:{what}:{who}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, MINUTE * 2)
    try:
        return bool(cache.incr(key) > a_minute)
    except ValueError:  # gone in between
        return False
