"""When somebody was last seen or spoken to. Visits and orders live a floor above: they say so here when they start."""

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

Look = Callable[[Collection[UUID]], dict[UUID, date]]
LOOKS: list[Look] = []


def last_seen(elder_ids: Collection[UUID]) -> dict[UUID, date]:
    """Elder id → the last day somebody saw or spoke to them; without those of whom nobody says anything."""
    found: dict[UUID, date] = {}
    for look in LOOKS:
        for elder_id, day in look(elder_ids).items():
            found[elder_id] = max(day, found.get(elder_id, day))
    return found
