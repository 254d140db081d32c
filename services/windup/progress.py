"""How far a file is. Lost when the cache is: it only moves a bar."""

from uuid import UUID

from django.core.cache import cache

KEPT_SECONDS = 3600


def steps_done(request_id: UUID, done: int, of: int) -> None:
    """What the job says after each table."""
    cache.set(_key(request_id), (done, of), KEPT_SECONDS)


def percent_done(request_id: UUID) -> int:
    """0 when nobody knows."""
    done, of = cache.get(_key(request_id), (0, 1))
    return int(done * 100 // max(1, of))


def _key(request_id: UUID) -> str:
    return f"takeout-steps:{request_id}"
