"""How many rows a running job has done. Lost when the cache is: it only moves a bar."""

from collections.abc import Callable
from uuid import UUID

from django.core.cache import cache

KEPT_SECONDS = 3600


def ticker(upload_id: UUID) -> Callable[[int], None]:
    """What a job calls with the number of rows done."""
    return lambda done: cache.set(_key(upload_id), done, KEPT_SECONDS)


def rows_done(upload_id: UUID) -> int:
    """Rows done so far; 0 when nobody knows."""
    return int(cache.get(_key(upload_id), 0))


def _key(upload_id: UUID) -> str:
    return f"roster-rows:{upload_id}"
