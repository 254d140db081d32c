"""Put one event into several inboxes."""

from collections.abc import Iterable
from typing import Any

from accounts.journal.models import Event, Notice


def add_notices(*, event: Event, recipients: Iterable[Any]) -> None:
    """Add a notice per recipient; a second delivery of the same event adds nothing (at-least-once jobs)."""
    Notice.objects.bulk_create([Notice(event=event, recipient=user) for user in recipients], ignore_conflicts=True)
