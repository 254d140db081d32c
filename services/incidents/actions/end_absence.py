"""Back earlier than planned."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.incidents.models import Absence


def end_absence(*, by: Any, at: datetime, absence_id: UUID) -> None:
    """End one's own absence now; one that has not begun never was. Raises NotFound."""
    with transaction.atomic():
        absence = Absence.objects.select_for_update().filter(id=absence_id, user=by, ends_at__gt=at).first()
        if absence is None:
            raise NotFound
        if absence.starts_at >= at:
            absence.delete()
            return
        absence.ends_at = at
        absence.save(update_fields=["ends_at"])
