"""Reads of the journal."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.journal.models import Event, Notice

LATE = timedelta(seconds=30)  # a long transaction may commit a lower sequence after a higher one was read


def timeline(subject_ids: Sequence[UUID]) -> QuerySet[Event]:
    """Everything that happened to these subjects, oldest first."""
    return Event.objects.filter(subject_id__in=subject_ids).select_related("by__person").order_by("sequence")


def events_after(sequence: int, *, region_code: str = "", subject_id: UUID | None = None) -> QuerySet[Event]:
    """Events newer than ``sequence`` in a region subtree or of one subject, oldest first."""
    events = Event.objects.filter(sequence__gt=sequence).order_by("sequence")
    if region_code:
        events = events.filter(region_code__startswith=region_code)
    if subject_id is not None:
        events = events.filter(subject_id=subject_id)
    return events


def latest_sequence() -> int:
    """The newest sequence number, 0 when nothing has happened yet."""
    newest = Event.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return newest or 0


def settled_sequence(*, at: datetime) -> int:
    """The newest sequence number below which no event is still to come; 0 when nothing has happened yet."""
    old = Event.objects.filter(recorded_at__lt=at - LATE)
    return old.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def inbox(user: Any) -> QuerySet[Notice]:
    """A user's notices, newest first, with the events they speak of."""
    return Notice.objects.filter(recipient=user).select_related("event__by__person").order_by("-created_at")


def unread_count(user: Any) -> int:
    """How many notices the user has not opened."""
    return Notice.objects.filter(recipient=user, read_at__isnull=True).count()


def unread_counts(user_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many notices each of these users has not opened; who opened all is not in it."""
    found = Notice.objects.filter(recipient__in=user_ids, read_at__isnull=True).values_list("recipient")
    return dict(found.annotate(Count("id")))
