"""When an elder likes to be rung or visited."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from services.visits.models import GoodHours
from services.visits.queries.reach import visitable_elder


class HoursBackwards(Invalid):
    code = "good_hours_backwards"
    sentence = _("The hours must follow each other.")


def note_good_hours(*, by: Any, at: datetime, elder_id: UUID, from_hour: int, to_hour: int) -> GoodHours:
    """From one full hour (0-23) to another (1-24). Raises NotAllowed, NotFound, HoursBackwards."""
    if not 0 <= from_hour < to_hour <= 24:
        raise HoursBackwards(field="to_hour")
    with transaction.atomic():
        elder = visitable_elder(by, elder_id, lock=True)
        hours, _new = GoodHours.objects.update_or_create(
            elder=elder,
            defaults={"from_hour": from_hour, "to_hour": to_hour, "noted_at": at, "noted_by": by},
        )
    return hours
