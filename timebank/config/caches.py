"""What several processes remember together: in Redis, and while Redis is away each for itself.

Nothing here may be lost for good (the database keeps that): figures of the landing page, bars that move, counts of
tries at the doors. Without this a stopped Redis would shut the doors and fail the import of a roster. The counts go on
in each process alone, so the limits stay, only as many times as there are processes.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

AWAY_SECONDS = 5  # so long nobody knocks again, so that not every request waits for a Redis that does not answer
METHODS = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")


@dataclass
class Way:
    """To one Redis: its connections, and until when nobody knocks there."""

    client: RedisCacheClient
    away_until: float = 0.0


# Of the whole process: Django makes a cache object for every request, and each would connect and knock for itself.
_WAYS: dict[str, Way] = {}


class RedisOrOwnMemory(RedisCache):
    """Django's Redis cache that never raises because Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 1, "socket_timeout": 1, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._own = LocMemCache("redis-away", {key: value for key, value in params.items() if key != "OPTIONS"})
        self._way = _WAYS.setdefault(server, Way(RedisCacheClient([server], **options)))

    @property
    def _cache(self) -> RedisCacheClient:
        return self._way.client

    def _either(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._way.away_until:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except (RedisError, OSError):
                self._way.away_until = time.monotonic() + AWAY_SECONDS
        return getattr(self._own, name)(*args, **kwargs)


def _through(name: str) -> Any:
    def method(self: RedisOrOwnMemory, *args: Any, **kwargs: Any) -> Any:
        return self._either(name, *args, **kwargs)

    return method


for _name in METHODS:
    setattr(RedisOrOwnMemory, _name, _through(_name))
