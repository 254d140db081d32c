"""Write down what happened, and queue its delivery in the same transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.journal.models import Event

DELIVERY_TASK = "frontend.live.deliver_event"  # by name: the upper floor sends, this one only records


def emit(
    name: str,
    *,
    at: datetime,
    by: Any,
    subject_kind: str,
    subject_id: UUID,
    region_code: str = "",
    public: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    words: str = "",
    deliver: bool = True,
) -> Event:
    """Record the event ``name`` (past tense, dotted) and defer its delivery job.

    Must run inside the transaction of the change: both stand or neither does. ``by`` is the acting user
    or None for the house itself. ``public`` may reach anybody watching, ``detail`` never leaves the journal.
    What people typed goes into ``words``: they are sealed, and can be forgotten.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("emit() outside a transaction: the event could outlive its cause")
    event = Event.objects.create(
        name=name,
        at=at,
        by=by,
        subject_kind=subject_kind,
        subject_id=subject_id,
        region_code=region_code,
        public=public or {},
        detail=detail or {},
        words=words,
    )
    if deliver:
        app.configure_task(name=DELIVERY_TASK).defer(sequence=event.sequence)
    return event
