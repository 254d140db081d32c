"""An absence that was planned is taken back, or ends early."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import NotFound
from services.meals.models import Away


def end_away(*, by: Any, at: datetime, away_id: UUID) -> Away:
    """From now on the elder counts as here; meals are ordered anew. Raises NotFound."""
    with transaction.atomic():
        away = Away.objects.select_for_update(no_key=True).filter(id=away_id).first()
        if away is None:
            raise NotFound
        elder_for(by, away.elder_id, power=Power.ORDER, on=timezone.localdate(at))
        if away.cancelled_at is None:
            away.cancelled_at = at
            away.save(update_fields=["cancelled_at"])
    return away
