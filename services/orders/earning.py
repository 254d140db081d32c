"""What a service earns by the rules of its place and day. Pure: a posting and a replay under other rules ask here."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.policies.queries import Applied, Rulebook
from accounts.policies.rules import (
    EARN_AGE,
    EARN_COEFFICIENT,
    EARN_DAILY_CAP,
    EARN_GUARDIAN_AGE,
    EARN_KIN,
    EARN_OVERRUN,
    EARN_ROUNDING,
)
from services.orders.matching import KIN_BARRED, credited_minutes, round_minutes, under_age

HUNDRED_SQUARED = 10_000  # two coefficients, each in per cent


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an order: minutes it typically takes, its item's coefficient in per cent, whether it earns at all."""

    category: str
    minutes: int
    per_cent: int
    earns: bool


@dataclass(frozen=True, slots=True)
class Work:
    """One finished seat. ``worked`` minutes as counted, ``window`` minutes ordered by the clock, and who did it."""

    worked: int
    window: int
    parts: tuple[Part, ...]
    years: int | None = None
    consent: bool = False
    kinship: str = ""  # matching.kinship_of


def worked_minutes(spent: timedelta, book: Rulebook) -> int:
    """Minutes from check-in to check-out, rounded as the rules say."""
    return round_minutes(spent, step=book[EARN_ROUNDING].value)


def barred(work: Work, book: Rulebook) -> bool:
    """True when whoever did it earns nothing, however long it took: too young, or of the family."""
    if work.kinship in KIN_BARRED[book[EARN_KIN].value]:
        return True
    if under_age(work.years, book[EARN_AGE].value):
        return True
    return under_age(work.years, book[EARN_GUARDIAN_AGE].value) and not work.consent


def minutes_earned(work: Work, book: Rulebook) -> int:
    """Minutes before the limit of the day."""
    if barred(work, book):
        return 0
    total = sum(part.minutes for part in work.parts)
    worth = book[EARN_COEFFICIENT].value
    earning = sum(part.minutes * part.per_cent * worth.get(part.category, 100) for part in work.parts if part.earns)
    return credited_minutes(
        worked=work.worked,
        planned=_planned(work.window, typical=total),
        overrun_percent=book[EARN_OVERRUN].value,
        earning=earning,
        total=total * HUNDRED_SQUARED,
    )


def room_of_day(earned_already: int, book: Rulebook) -> int:
    """What the limit of the day still leaves to somebody; negative when it was lowered meanwhile."""
    return int(book[EARN_DAILY_CAP].value) - earned_already


def rules_applied(work: Work, book: Rulebook) -> tuple[Applied, ...]:
    """The rules that made the figure, for the posting to keep: of the coefficients only those that changed it."""
    rules = [book[rule] for rule in (EARN_ROUNDING, EARN_OVERRUN, EARN_DAILY_CAP)]
    worth = book[EARN_COEFFICIENT]
    said = {part.category for part in work.parts if part.earns} & set(worth.value)
    if said:
        table = {category: worth.value[category] for category in sorted(said)}
        rules.append(Applied(worth.code, table, worth.citation, worth.region_code, worth.since))
    return tuple(rules)


def _planned(window: int, *, typical: int) -> int:
    return min(max(window, typical), 2 * typical)  # a wide window does not buy a long service
