"""Show private data, and leave a trace of having shown it."""

from datetime import datetime
from typing import Any

from accounts.access.models import Reveal
from accounts.people.models import Person


def reveal_person(*, by: Any, at: datetime, person: Person, purpose: str, reference: str) -> Person:
    """Journal that ``by`` is shown the person's name, address and phone; no row, no reveal.

    One row per viewer, person and reference: opening the same task twice is one reveal.
    """
    already = Reveal.objects.filter(by=by, person=person, purpose=purpose, reference=reference)
    if not already.exists():
        Reveal.objects.create(by=by, person=person, purpose=purpose, reference=reference, at=at)
    return person
