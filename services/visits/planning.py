"""When somebody should look in next: pure, from what is known of an elder and the rules of the place."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.elders.enums import Tier
from accounts.policies.queries import Rulebook
from accounts.policies.visit_rules import (
    VISIT_EXPIRES,
    VISIT_HIGH,
    VISIT_LOW,
    VISIT_MIDDLE,
    VISIT_OPENS,
    VISIT_RETRY,
)

RULES_OF_THE_PLAN = (VISIT_HIGH, VISIT_MIDDLE, VISIT_LOW, VISIT_OPENS, VISIT_EXPIRES, VISIT_RETRY)
INTERVAL = {Tier.HIGH: VISIT_HIGH, Tier.MIDDLE: VISIT_MIDDLE, Tier.LOW: VISIT_LOW}


@dataclass(frozen=True)
class Pace:
    """How often, in days: from one visit to the next, how early one counts, when it is missed, and the next try."""

    interval: int
    opens_before: int
    expires_after: int
    retry: int


@dataclass(frozen=True)
class Known:
    """What counts of an elder's past. ``since``: the day from which visits are planned at all.

    ``tried_on`` is the last try in vain, ``missed_on`` the last day of a window that nobody used.
    """

    since: date
    seen_on: date | None = None
    tried_on: date | None = None
    missed_on: date | None = None
    spread: int = 0


@dataclass(frozen=True)
class Days:
    opens_on: date
    due_on: date
    expires_on: date


def pace_of(book: Rulebook, tier: Tier | str) -> Pace:
    """The pace for a tier; whoever was not judged yet counts as at low risk."""
    return Pace(
        interval=book[INTERVAL[Tier(tier or Tier.LOW)]].value,
        opens_before=book[VISIT_OPENS].value,
        expires_after=book[VISIT_EXPIRES].value,
        retry=book[VISIT_RETRY].value,
    )


def regular(known: Known, pace: Pace) -> Days:
    """The days of the next regular visit.

    What happened last decides: seen, a whole interval later; tried in vain or missed, a short one. Whoever was never
    seen is due within the first interval, each on a day of their own, so that a new registry does not fall due at once.
    """
    past = [day for day in (known.seen_on, known.tried_on, known.missed_on) if day is not None]
    if not past:
        return _around(known.since, known.since + timedelta(days=known.spread % pace.interval), pace)
    last = max(past)
    if last == known.seen_on:
        return _around(last + timedelta(days=1), last + timedelta(days=pace.interval), pace)
    return _around(last, last + timedelta(days=min(pace.retry, pace.interval)), pace)


def after_change(since: date, due_on: date, pace: Pace) -> Days:
    """Somebody should look in by ``due_on`` because of what happened on ``since``."""
    return Days(since, due_on, due_on + timedelta(days=_late(pace)))


def spread_of(elder_id: UUID) -> int:
    """A number that is the elder's for ever: the random end of the key."""
    return elder_id.int % 100_003


def _around(earliest: date, due_on: date, pace: Pace) -> Days:
    due_on = max(earliest, due_on)
    opens_on = max(earliest, due_on - timedelta(days=pace.opens_before))
    return Days(opens_on, due_on, due_on + timedelta(days=_late(pace)))


def _late(pace: Pace) -> int:
    return min(pace.expires_after, pace.interval // 2)
