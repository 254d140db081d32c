"""Delete files whose time is over, and their passwords with them."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from services.windup.enums import TakeoutState
from services.windup.models import Takeout


def forget_takeouts(*, at: datetime) -> int:
    """How many were deleted. Again changes nothing."""
    over = Takeout.objects.filter(Q(request__expires_at__lte=at) | Q(request__expires_at=None))
    count = 0
    for takeout in over.filter(state=TakeoutState.READY):
        (Path(settings.TAKEOUTS) / takeout.file).unlink(missing_ok=True)
        count += Takeout.objects.filter(request=takeout.request_id, state=TakeoutState.READY).update(
            state=TakeoutState.GONE, file="", password=""
        )
    return count
