"""Some months after a round who objected is forgotten. What was said and answered stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from services.honours.enums import RoundState
from services.honours.models import HonourRound, Objection

KEPT = timedelta(days=90)


def forget_objectors(*, at: datetime) -> int:
    """Empty names and numbers of objections to rounds decided, or opened and called off, long ago. How many rounds."""
    done = 0
    over = Q(decided_at__lte=at - KEPT) | Q(state=RoundState.DROPPED, opened_at__lte=at - KEPT)
    for found in HonourRound.objects.filter(over, forgotten_at=None).order_by("id"):
        with transaction.atomic():
            Objection.objects.filter(candidacy__round=found).update(name="", phone="")
            done += HonourRound.objects.filter(id=found.id, forgotten_at=None).update(forgotten_at=at)
    return done
