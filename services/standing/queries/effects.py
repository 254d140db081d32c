"""What a change would do, day by day. The page that shows it and the action that does it ask the same function."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.utils import timezone

from accounts.elders.enums import Power
from accounts.policies.order_rules import STANDING_AHEAD
from accounts.policies.queries import applied
from services.standing.enums import SETTLED
from services.standing.models import Occurrence, StandingOrder
from services.standing.queries.rows import coming_rows, standing_for
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish


class Days(Protocol):
    """Some days: a pause, saved or not."""

    def covers(self, day: date) -> bool: ...


@dataclass
class Effects:
    """``kept``: claimed, so it stays. ``dropped``: its order is called off. ``replaced``: called off and placed anew.

    ``same``: stays as it is, nothing about it changes. ``new``: days for which an order will be placed.
    """

    kept: list[Occurrence] = field(default_factory=list)
    dropped: list[Occurrence] = field(default_factory=list)
    replaced: list[Occurrence] = field(default_factory=list)
    same: list[Occurrence] = field(default_factory=list)
    new: list[date] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.dropped or self.replaced or self.new)


def horizon(standing: StandingOrder, at: datetime) -> date:
    """The last day for which orders are placed by now."""
    today = timezone.localdate(at)
    rule = applied(STANDING_AHEAD, region_code=standing.elder.person.home_id, on=today)
    return today + timedelta(days=rule.value)


def days_due(rhythm: Rhythm, pauses: Iterable[Days], clock: time, *, at: datetime, until: date) -> list[date]:
    """Days from today on whose hour is still to come and that no pause covers."""
    local = timezone.localtime(at)
    first = local.date() if clock > local.time() else local.date() + timedelta(days=1)
    pauses = list(pauses)
    return [day for day in rhythm.days(first, until) if not any(pause.covers(day) for pause in pauses)]


def effects(standing: StandingOrder, wanted: Collection[date], *, at: datetime, anew: bool = False) -> Effects:
    """What it takes to have orders on the ``wanted`` days and no others; ``anew``: other things, or another hour."""
    found = Effects()
    for row in coming_rows(standing, at=at):
        assert row.order is not None
        if list(row.order.assignments.all()):
            found.kept.append(row)
        elif row.on not in wanted:
            found.dropped.append(row)
        else:
            (found.replaced if anew else found.same).append(row)
    settled = set(standing.occurrences.filter(state__in=SETTLED).values_list("on", flat=True))
    found.new = sorted(set(wanted) - settled)
    return found


def effects_of_change(standing: StandingOrder, wish: Wish, *, at: datetime) -> Effects:
    """Of changing it to ``wish``, as far ahead as orders are placed."""
    until = horizon(standing, at)
    wanted = days_due(wish.rhythm, standing.pauses.all(), wish.clock, at=at, until=until)
    return effects(standing, wanted, at=at, anew=differs(standing, wish))


def differs(standing: StandingOrder, wish: Wish) -> bool:
    """Whether an order of one day would look otherwise."""
    lines = {(line.item_id, line.quantity) for line in standing.lines.all()}
    asked = {(line.item_id, line.quantity) for line in wish.lines}
    before = (lines, standing.clock, standing.minutes, standing.note)
    return before != (asked, wish.clock, wish.minutes, wish.note.strip())


def preview_change(*, by: Any, at: datetime, standing_id: UUID, wish: Wish) -> Effects:
    """What ``change_standing`` would do. Raises NotFound for a foreign one."""
    standing = standing_for(by, standing_id, power=Power.ORDER, on=timezone.localdate(at))
    return effects_of_change(standing, wish, at=at)
