"""Change what comes round, or when. What somebody has promised to come for stays as it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from services.standing.actions.applying import call_off
from services.standing.actions.checking import check_wish, fill
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.actions.make_occurrences import Made, make_occurrences
from services.standing.models import StandingOrder
from services.standing.queries.effects import Effects, effects_of_change
from services.standing.wish import Wish


def change_standing(*, by: Any, at: datetime, standing_id: UUID, wish: Wish) -> tuple[StandingOrder, Effects, Made]:
    """Do what ``preview_change`` shows. From now on the orders are placed by who changed it, on their mandate.

    Raises NotFound, StandingEnded, those of ``check_wish``; and, when not one of the near days can be ordered any
    more, the refusal of the first: nothing is changed then.
    """
    with transaction.atomic():
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        check_wish(wish, standing.elder, at=at, since=standing.first_on)
        found = effects_of_change(standing, wish, at=at)
        call_off(found, by=by, at=at, reason=gettext("The standing order was changed"))
        standing.changed_at = at
        fill(standing, wish, by=by)
        tell(standing, "changed", at=at, by=by, dropped=len(found.dropped), replaced=len(found.replaced))
        made = make_occurrences(at=at, standing_ids=[standing.id])
        if made.refused and not made.placed and (found.dropped or found.replaced):
            raise next(iter(made.refused.values()))
    return standing, found, made
