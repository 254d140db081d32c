"""Nobody comes for a while: now or later, until a day or until further notice."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.standing.actions.applying import call_off
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.models import Pause
from services.standing.queries.effects import Effects, effects_of_pause

FURTHEST = timedelta(days=3 * 366)


class BadPause(Invalid):
    code = "standing_bad_pause"
    sentence = _("A pause begins today or later, and its last day comes after its first.")


class PausesOverlap(Refusal):
    code = "standing_pauses_overlap"
    sentence = _("There is a pause on some of these days already. Lift it first.")


def pause_standing(
    *, by: Any, at: datetime, standing_id: UUID, first_on: date, last_on: date | None = None
) -> tuple[Pause, Effects]:
    """Pause it from one day to another, both included. Unclaimed orders in it are called off, claimed ones stay.

    Raises NotFound, StandingEnded, BadPause, PausesOverlap.
    """
    today = timezone.localdate(at)
    if not today <= first_on <= today + FURTHEST or (last_on and not first_on <= last_on <= today + FURTHEST):
        raise BadPause(field="first_on")
    with transaction.atomic():
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        days = DateRange(first_on, last_on + timedelta(days=1) if last_on else None)
        if standing.pauses.filter(days__overlap=days).exists():
            raise PausesOverlap(field="first_on")
        found = effects_of_pause(standing, first_on, last_on, at=at)
        found.new = []  # days that are still missing are the job's
        pause = Pause.objects.create(standing=standing, days=days, made_at=at, made_by=by)
        call_off(found, by=by, at=at, reason=gettext("The standing order has a pause"))
        tell(standing, "paused", at=at, by=by, first_on=first_on.isoformat(), dropped=len(found.dropped))
    return pause, found
