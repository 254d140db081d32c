"""Show private data of several people on one page, and leave a trace with each of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.access.models import Reveal
from accounts.people.models import Person


def reveal_people(*, by: Any, at: datetime, people: Mapping[Person, str], purpose: str) -> None:
    """What ``reveal_person`` does, for all in one statement; ``people`` says what the look at each refers to."""
    day = timezone.localdate(at)
    looks = [
        Reveal(by=by, person=person, purpose=purpose, reference=reference, day=day, at=at)
        for person, reference in people.items()
    ]
    Reveal.objects.bulk_create(looks, ignore_conflicts=True)
