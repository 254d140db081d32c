"""History under other rules. Pure: finished services in, two sums for everybody out, with the arithmetic that posts."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from accounts.policies.queries import Rulebook, Rulebooks
from accounts.policies.rules import BALANCE_CEILING, BALANCE_EXCESS, SPEND_OVERDRAFT
from services.orders.earning import Work, minutes_earned, room_of_day, worked_minutes


@dataclass(frozen=True, slots=True)
class Served:
    """One finished seat as the books have it. ``work.worked`` is what was counted from ``spent``.

    ``posted`` minutes went from who paid, who had ``payer_before``, to who served, who had ``receiver_before``; both
    None where nothing was posted. ``by_hand``: corrected later, or posted otherwise; it stays as it is.
    """

    person_id: UUID
    payer_id: UUID
    region_code: str
    home_code: str  # of who served: their ceiling holds
    category: str
    day: date
    spent: timedelta
    work: Work
    posted: int
    held: int  # for this seat, when it was ordered
    payer_before: int | None = None
    receiver_before: int | None = None
    by_hand: bool = False


@dataclass(slots=True)
class Account:
    """What one person was credited, as it was (``before``) and under the draft (``after``), in minutes."""

    before: int = 0
    after: int = 0
    services: Counter[str] = field(default_factory=Counter)
    drift: int = 0  # how much more the passbook would hold by now

    @property
    def difference(self) -> int:
        return self.after - self.before


class Replay:
    """Services in the order in which they were booked; each is asked of the present rules and of the draft."""

    def __init__(self, present: Rulebooks, draft: Rulebooks) -> None:
        self.present, self.draft = present, draft
        self.accounts: defaultdict[UUID, Account] = defaultdict(Account)
        self.services = 0
        self.by_hand = 0
        self.excess_before = 0
        self.excess_after = 0
        self._days_now: Counter[tuple[UUID, date]] = Counter()
        self._days_then: Counter[tuple[UUID, date]] = Counter()
        self._paid_more: Counter[UUID] = Counter()

    def add(self, served: Served) -> None:
        """Count one service."""
        now = self.present.at(served.region_code, served.day)
        then = self.draft.at(served.region_code, served.day)
        home_now = self.present.at(served.home_code, served.day)
        home_then = self.draft.at(served.home_code, served.day)
        today = (served.person_id, served.day)
        had = served.receiver_before
        expected = fits(had, within(served.work, now, self._days_now[today]), home_now)
        kept = served.by_hand or served.posted > expected
        if kept:
            amount = served.posted
        else:
            work = replace(served.work, worked=_worked(served, now, then))
            wanted = within(work, then, self._days_then[today])
            drifted = None if had is None else had + self.accounts[served.person_id].drift
            limit = self._limit(served, expected, now, then)
            amount = max(0, min(fits(drifted, wanted, home_then), limit))
        self.services += 1
        self.by_hand += kept
        self._days_now[today] += served.posted
        self._days_then[today] += amount
        self._paid_more[served.payer_id] += amount - served.posted
        self._book(served, amount, home_now, home_then)

    def _limit(self, served: Served, expected: int, now: Rulebook, then: Rulebook) -> int:
        """What who pays could have paid under the draft, and may have been paid more before, in minutes.

        Where less was posted than the rules gave, that was all there was. Minutes set aside for other orders at that
        moment are not taken off: a draft that makes services dearer looks a little better than it is.
        """
        if served.posted < expected:
            there = served.posted
        elif served.payer_before is not None:
            there = served.payer_before + now[SPEND_OVERDRAFT].value
        else:
            there = served.held
        there += then[SPEND_OVERDRAFT].value - now[SPEND_OVERDRAFT].value
        # What they earned themselves by serving others counts too: young-old help old-old.
        earned = self.accounts.get(served.payer_id)
        return there - self._paid_more[served.payer_id] + (earned.drift if earned else 0)

    def _book(self, served: Served, amount: int, home_now: Rulebook, home_then: Rulebook) -> None:
        account = self.accounts[served.person_id]
        had = served.receiver_before
        over_now = above(had, served.posted, home_now) if had is not None else 0
        over_then = above(had + account.drift, amount, home_then) if had is not None else 0
        self.excess_before += over_now
        self.excess_after += over_then
        account.before += served.posted - over_now
        account.after += amount - over_then
        account.drift += (amount - over_then) - (served.posted - over_now)
        account.services[served.category] += 1


def within(work: Work, book: Rulebook, earned_already: int) -> int:
    """What the rules give for a service to somebody who has earned so much on the same day."""
    return max(0, min(minutes_earned(work, book), room_of_day(earned_already, book)))


def fits(balance: int | None, amount: int, book: Rulebook) -> int:
    """What of a credit to a passbook with that balance is not refused for being above the most."""
    ceiling = book[BALANCE_CEILING].value
    if balance is None or ceiling is None or book[BALANCE_EXCESS].value != "REFUSE":
        return amount
    return min(amount, max(0, int(ceiling) - balance))


def above(balance: int, amount: int, book: Rulebook) -> int:
    """What goes on to the pool or is retired once an amount was credited: all that is above the most."""
    ceiling = book[BALANCE_CEILING].value
    if ceiling is None or not amount or book[BALANCE_EXCESS].value == "REFUSE":
        return 0
    return max(0, balance + amount - int(ceiling))


def _worked(served: Served, now: Rulebook, then: Rulebook) -> int:
    """Minutes worked as the draft rounds them; a figure that is not the rounded time was set by somebody and stays."""
    if worked_minutes(served.spent, now) != served.work.worked:
        return served.work.worked
    return worked_minutes(served.spent, then)
