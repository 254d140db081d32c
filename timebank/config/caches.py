"""What several processes remember together: in Redis, and while Redis is away each for itself.

Nothing here may be lost for good (the database keeps that): figures of the landing page, bars that move, counts of
tries at the doors. Without this a stopped Redis would shut the doors and fail the import of a roster. The counts go on
in each process alone, so the limits stay, only as many times as there are processes.
"""

import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

AWAY_SECONDS = 5  # so long nobody knocks again, so that not every request waits for a Redis that does not answer
METHODS = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")


class RedisOrOwnMemory(RedisCache):
    """Django's Redis cache that never raises because Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 1, "socket_timeout": 1, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._own = LocMemCache("redis-away", {key: value for key, value in params.items() if key != "OPTIONS"})
        self._away_until = 0.0

    def _either(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except (RedisError, OSError):
                self._away_until = time.monotonic() + AWAY_SECONDS
        return getattr(self._own, name)(*args, **kwargs)


def _through(name: str) -> Any:
    def method(self: RedisOrOwnMemory, *args: Any, **kwargs: Any) -> Any:
        return self._either(name, *args, **kwargs)

    return method


for _name in METHODS:
    setattr(RedisOrOwnMemory, _name, _through(_name))
