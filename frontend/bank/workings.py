"""From the time that was worked to the minutes that were booked, step by step, by the rules the posting kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.policies.queries import Applied, Rulebook
from accounts.policies.rules import EARN_OVERRUN, EARN_ROUNDING
from frontend.shell.wording import time_text
from services.orders.earning import Part, Work, minutes_earned
from services.orders.models import Assignment
from timebank.ledger.enums import TransferKind

SERVICES = (TransferKind.EARN, TransferKind.SPEND)


@dataclass(frozen=True)
class Step:
    """What it was, and the minutes it brought (the first step) or changed (``change``, signed)."""

    words: str
    minutes: int
    change: bool = True


def steps_of(entry: Any, seat: Assignment | None) -> list[Step]:
    """The steps of a line of a service; empty for every other line. Together they make the line's amount.

    Needs ``order__lines__version__item`` prefetched. Reckoned anew from what the posting kept, never guessed: what no
    rule explains is the last step.
    """
    transfer = entry.transfer
    if seat is None or transfer.kind not in SERVICES:
        return []
    if "corrects" in transfer.memo:
        return [Step(_("As it was found when somebody looked into it"), abs(entry.amount), change=False)]
    book = _book(transfer, seat)
    worked = transfer.memo.get("worked")
    worked = seat.minutes_worked or 0 if worked is None else int(worked)
    clock = _clock(seat.checked_in_at, seat.checked_out_at)
    counted = minutes_earned(_work(seat, worked, plain=True), Rulebook("", book.on, _without_table(book)))
    weighed = minutes_earned(_work(seat, worked, plain=False), book)
    steps = [Step(_times(seat), worked if clock is None else clock, change=False)]
    if clock is not None and worked != clock:
        steps.append(Step(_("Rounded to %(value)s min") % {"value": book[EARN_ROUNDING].value}, worked - clock))
    if counted != worked:
        words = _("Only up to %(value)s%% of the time ordered counts") % {"value": book[EARN_OVERRUN].value}
        steps.append(Step(words, counted - worked))
    if weighed != counted:
        steps.append(Step(_weighed(seat, weighed, counted), weighed - counted))
    if abs(entry.amount) != weighed:
        words = _("No more: the limit of the day, or what the elder's book had left")
        steps.append(Step(words, abs(entry.amount) - weighed))
    return steps


def _book(transfer: Any, seat: Assignment) -> Rulebook:
    """The rules as the posting kept them; the house's own where it kept none."""
    on = timezone.localdate(seat.checked_out_at or transfer.happened_at)
    kept = {rule["code"]: Applied(rule["code"], rule["value"], str(rule["citation"])) for rule in transfer.rule}
    return Rulebook("", on, kept)


def _without_table(book: Rulebook) -> dict[str, Applied]:
    return {EARN_OVERRUN.code: book[EARN_OVERRUN]}


def _work(seat: Assignment, worked: int, *, plain: bool) -> Work:
    """The seat's work; ``plain``: as if every minute of it were worth a minute."""
    order = seat.order
    return Work(
        worked=worked,
        window=int((order.ends_at - order.starts_at).total_seconds()) // 60,
        parts=tuple(
            Part(
                category=line.version.item.category_id,
                minutes=line.version.typical_minutes * line.quantity,
                per_cent=100 if plain else line.version.coefficient_percent,
                earns=plain or line.version.price_minutes > 0,
            )
            for line in order.lines.all()
        ),
    )


def _weighed(seat: Assignment, weighed: int, counted: int) -> str:
    """Why a minute of it is worth more or less than a minute."""
    lines = list(seat.order.lines.all())
    if any(line.version.price_minutes == 0 for line in lines):
        return _("Part of it is not paid in minutes")
    what = _(", ").join(line.version.name for line in lines)
    return _("%(what)s counts %(times)s times") % {
        "what": what,
        "times": f"{weighed / counted:.2f}".rstrip("0").rstrip("."),
    }


def _clock(start: datetime | None, end: datetime | None) -> int | None:
    """Whole minutes between two moments as their clock times show them."""
    if start is None or end is None:
        return None
    first, last = (moment.replace(second=0, microsecond=0) for moment in (start, end))
    return int((last - first).total_seconds()) // 60


def _times(seat: Assignment) -> str:
    if seat.checked_in_at is None or seat.checked_out_at is None:
        return _("Time worked")
    facts = {"start": time_text(seat.checked_in_at), "end": time_text(seat.checked_out_at)}
    return _("In at %(start)s, out at %(end)s") % facts
