"""Empty what people typed into events, when a dossier is past its time."""

from collections.abc import Collection
from uuid import UUID

from django.db.models.functions import Length

from accounts.journal.models import Event


def forget_words(*, subject_ids: Collection[UUID]) -> int:
    """Empty the words of every event of these subjects; the events stay. Returns how many had some.

    The trigger lets it through only in a transaction that says it erases (``accounts.elders.actions.forget_elder``).
    """
    spoken = Event.objects.filter(subject_id__in=subject_ids).annotate(length=Length("words")).filter(length__gt=0)
    return Event.objects.filter(sequence__in=spoken.values("sequence")).update(words="")
