"""Order something that comes round again and again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.keys import new_key
from accounts.refusals import Refusal
from accounts.regions.endings import demand_running
from services.standing.actions.checking import check_wish, fill
from services.standing.actions.events import tell
from services.standing.actions.make_occurrences import Made, make_occurrences
from services.standing.models import StandingOrder
from services.standing.wish import Wish

MOST = 20


class TooMany(Refusal):
    code = "standing_too_many"
    sentence = _("So many standing orders are enough for one elder. End one first.")


def start_standing(
    *, by: Any, at: datetime, elder_id: UUID, wish: Wish, standing_id: UUID | None = None
) -> tuple[StandingOrder, Made]:
    """Start it and place the orders of the days that are near; what came of them is returned with it.

    Raises NotFound without the power ORDER, ElderLeft, TooMany, those of ``check_wish``; and, when not one of the near
    days can be ordered, the refusal of the first: nothing is started then. With a ``standing_id`` made beforehand a
    form sent twice starts one.
    """
    with transaction.atomic():
        elder = elder_for(by, elder_id, power=Power.ORDER, on=timezone.localdate(at))
        if Elder.objects.select_for_update(no_key=True).get(id=elder_id).left_on is not None:
            raise ElderLeft
        demand_running(elder.person.home_id, at=at)
        before = StandingOrder.objects.filter(id=standing_id, elder=elder).first() if standing_id else None
        if before is not None:
            return before, Made()
        check_wish(wish, elder, at=at)
        if StandingOrder.objects.filter(elder=elder, ended_at=None).count() >= MOST:
            raise TooMany
        standing = StandingOrder(id=standing_id or new_key(), elder=elder, started_at=at)
        fill(standing, wish, by=by)
        tell(standing, "started", at=at, by=by)
        made = make_occurrences(at=at, standing_ids=[standing.id])
        if made.refused and not made.placed:
            raise next(iter(made.refused.values()))
    return standing, made
