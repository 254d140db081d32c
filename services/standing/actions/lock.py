"""Fetch, authorise and lock: the person, the elder, then the standing order; orders come after them.

Whoever ends everything of an elder (``say_farewell``) locks orders before the elder: the person, whom both lock first,
keeps the two apart.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from services.standing.models import StandingOrder
from services.standing.queries.rows import with_everything


class StandingEnded(Refusal):
    code = "standing_ended"
    sentence = _("This standing order has ended. Start a new one.")


def lock_standing(*, by: Any, at: datetime, standing_id: UUID) -> StandingOrder:
    """For who may order for its elder. Raises NotFound, StandingEnded. Inside a transaction only."""
    elder_id = StandingOrder.objects.filter(id=standing_id).values_list("elder", flat=True).first()
    if elder_id is None:
        raise NotFound
    elder_for(by, elder_id, power=Power.ORDER, on=timezone.localdate(at))
    standing = lock_row(standing_id, elder_id)
    if standing.ended_at is not None:
        raise StandingEnded
    return standing


def lock_row(standing_id: UUID, elder_id: UUID) -> StandingOrder:
    """Lock them without asking who; the house itself comes this way too."""
    Person.objects.select_for_update(no_key=True).get(elder=elder_id)
    Elder.objects.select_for_update(no_key=True).get(id=elder_id)
    StandingOrder.objects.select_for_update(no_key=True).get(id=standing_id)
    return with_everything(StandingOrder.objects.filter(id=standing_id)).get()
