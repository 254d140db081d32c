"""Leave out one day, and only that."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.orders.enums import OrderStatus
from services.standing.actions.applying import call_off
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.enums import OccurrenceState
from services.standing.models import Occurrence
from services.standing.queries.effects import Effects, days_due


class NotThatDay(Invalid):
    code = "standing_not_that_day"
    sentence = _("That is not one of its days, or the hour has passed.")


class DayClaimed(Refusal):
    code = "standing_day_claimed"
    sentence = _("Somebody has promised to come that day. Open that order to call it off; they are told then.")


def skip_occurrence(*, by: Any, at: datetime, standing_id: UUID, on: date) -> Occurrence:
    """Leave the day out; an unclaimed order of it is called off. Twice is once.

    Raises NotFound, StandingEnded, NotThatDay, DayClaimed.
    """
    with transaction.atomic():
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        row = standing.occurrences.select_related("order").filter(on=on).first()
        if row is not None and row.state == OccurrenceState.SKIPPED:
            return row
        ordered = row is not None and row.order is not None
        if not ordered and on not in days_due(standing.rhythm, (), standing.clock, at=at, until=on):
            raise NotThatDay(field="on")
        if row is not None and row.order is not None and row.order.status != OrderStatus.CANCELLED:
            if row.order.starts_at <= at:
                raise NotThatDay(field="on")
            if call_off(Effects(dropped=[row]), by=by, at=at, reason=gettext("This one day was left out")).kept:
                raise DayClaimed
        values = {"state": OccurrenceState.SKIPPED, "order": None, "refusal": "", "settled_at": at}
        row, _new = Occurrence.objects.update_or_create(standing=standing, on=on, defaults=values)
        tell(standing, "skipped", at=at, by=by, on=on.isoformat())
    return row
