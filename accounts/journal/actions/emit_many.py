"""Write down many things that happened at once, without telling anybody."""

from collections.abc import Sequence

from django.db import transaction

from accounts.journal.models import Event


def emit_many(*, events: Sequence[Event]) -> None:
    """Record the events in their order, as ``emit(…, deliver=False)`` would one after the other."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("emit_many() outside a transaction: the events could outlive their cause")
    Event.objects.bulk_create(events)
