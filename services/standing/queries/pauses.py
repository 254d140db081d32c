"""What a pause would do: which days fall out, and which stay because somebody has promised to come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.refusals import Invalid, Refusal
from services.standing.enums import SETTLED
from services.standing.models import StandingOrder
from services.standing.queries.effects import Effects, days_due, effects
from services.standing.queries.rows import standing_for

FURTHEST = timedelta(days=3 * 366)
SEEN = timedelta(days=92)  # so far the days of a pause without an end are counted up


class BadPause(Invalid):
    code = "standing_bad_pause"
    sentence = _("A pause begins today or later, and its last day comes after its first.")


class PausesOverlap(Refusal):
    code = "standing_pauses_overlap"
    sentence = _("There is a pause on some of these days already. Lift it first.")


@dataclass(frozen=True)
class Rest:
    """A pause that is not written down yet."""

    first_on: date
    last_on: date | None

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)

    @property
    def days(self) -> DateRange:
        return DateRange(self.first_on, self.last_on + timedelta(days=1) if self.last_on else None)


def check_pause(standing: StandingOrder, rest: Rest, *, at: datetime) -> None:
    """Raise BadPause, PausesOverlap."""
    today = timezone.localdate(at)
    if not today <= rest.first_on <= today + FURTHEST:
        raise BadPause(field="first_on")
    if rest.last_on and not rest.first_on <= rest.last_on <= today + FURTHEST:
        raise BadPause(field="last_on")
    if standing.pauses.filter(days__overlap=rest.days).exists():
        raise PausesOverlap(field="first_on")


def effects_of_pause(standing: StandingOrder, rest: Rest, *, at: datetime) -> Effects:
    """Days in the pause only. ``kept``: promised, so it stays. ``dropped``: its order is called off. ``new``: none."""
    outside = {row.on for row in standing.occurrences.filter(order__isnull=False) if not rest.covers(row.on)}
    found = effects(standing, outside, at=at)
    return Effects(kept=[row for row in found.kept if rest.covers(row.on)], dropped=found.dropped)


def preview_pause(*, by: Any, at: datetime, standing_id: UUID, rest: Rest) -> tuple[Effects, list[date]]:
    """What ``pause_standing`` would do, and the days in it that have no order yet; without an end for three months.

    Raises NotFound, BadPause, PausesOverlap.
    """
    standing = standing_for(by, standing_id, power=Power.ORDER, on=timezone.localdate(at))
    check_pause(standing, rest, at=at)
    until = rest.last_on or rest.first_on + SEEN
    due = days_due(standing.rhythm, standing.pauses.all(), standing.clock, at=at, until=until)
    # A day with an order is among the effects, or its order was called off before.
    settled = set(standing.occurrences.filter(state__in=SETTLED).values_list("on", flat=True))
    return effects_of_pause(standing, rest, at=at), [day for day in due if rest.covers(day) and day not in settled]
