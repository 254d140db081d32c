"""Judge everybody anew and write down how many give which answer, village by village."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.models import Elder, RegistryCount
from accounts.elders.queries.status import Status
from accounts.elders.rules.picture import Picture
from accounts.elders.rules.tally import answers

BATCH = 5_000


def count_registry(*, at: datetime, progress: Callable[[int], None] = lambda _done: None) -> int:
    """Returns how many statuses changed. The counts of the night before stand until these are whole."""
    found: Counter[tuple[str, str, str]] = Counter()

    def look(elder: Elder, picture: Picture, status: Status) -> None:
        said = answers(picture, left_behind=status.left_behind.holds, tier=status.risk.tier)
        found.update((elder.person.home_id, field, answer) for field, answer in said)

    changed = judge_elders(at=at, look=look, progress=progress)
    on = timezone.localdate(at)
    rows = [
        RegistryCount(village_id=village, field=field, answer=answer, number=number, on=on)
        for (village, field, answer), number in found.items()
    ]
    with transaction.atomic():
        RegistryCount.objects.all().delete()
        RegistryCount.objects.bulk_create(rows, batch_size=BATCH)
    return changed
