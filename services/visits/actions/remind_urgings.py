"""Say once that a family has not answered in time. Idempotent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from services.visits.actions.urging import tell_of
from services.visits.enums import UrgingState
from services.visits.models import Urging


def remind_urgings(*, at: datetime) -> int:
    """Tell the township of each urging whose day has passed without an answer; how many there were."""
    late = Urging.objects.filter(state=UrgingState.OPEN, due_on__lt=timezone.localdate(at), reminded_at=None)
    told = 0
    for key in late.values_list("id", flat=True):
        with transaction.atomic():
            urging = Urging.objects.select_for_update(skip_locked=True).filter(id=key, reminded_at=None).first()
            if urging is None or urging.state != UrgingState.OPEN:
                continue
            urging.reminded_at = at
            urging.save(update_fields=["reminded_at"])
            tell_of(urging, "overdue", by=None, at=at)
            told += 1
    return told
