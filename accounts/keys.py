"""Primary keys: UUIDv7, so that newer rows sort after older ones and pages need no second column."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """Return a fresh time-ordered UUIDv7 (RFC 9562). Our own dotted name keeps migrations stable."""
    return uuid7()
