"""Show private data, and leave a trace of having shown it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.access.models import Reveal
from accounts.people.models import Person


def reveal_person(*, by: Any, at: datetime, person: Person, purpose: str, reference: str) -> Person:
    """Journal that ``by`` is shown the person's name, address and phone as part of the work; no row, no reveal.

    One row per day, viewer, person, purpose and reference: opening the same task twice is one look, also when both
    happen at once.
    """
    same = {"by": by, "person": person, "purpose": purpose, "reference": reference, "day": timezone.localdate(at)}
    if not Reveal.objects.filter(**same).exists():
        Reveal.objects.bulk_create([Reveal(**same, at=at)], ignore_conflicts=True)
    return person
