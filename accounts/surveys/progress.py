"""How many rows of a roster are frozen already. Lost when the cache is: it only moves a bar."""

from uuid import UUID

from django.core.cache import cache

KEPT_SECONDS = 3600


def rows_frozen(roster_id: UUID, done: int) -> None:
    """What the job says after each batch."""
    cache.set(_key(roster_id), done, KEPT_SECONDS)


def rows_done(roster_id: UUID) -> int:
    """Rows done so far; 0 when nobody knows."""
    return int(cache.get(_key(roster_id), 0))


def _key(roster_id: UUID) -> str:
    return f"frozen-rows:{roster_id}"
