"""What is said of a standing order and its days; and why a day could not be ordered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from frontend.helper.rhythm_words import rhythm_words
from frontend.shell.wording import date_text, time_text
from services.standing.models import Occurrence, StandingOrder
from services.standing.queries.dates import ComingDay
from services.standing.queries.effects import Effects

WHY: dict[str, Any] = {
    "not_enough": gettext_lazy("not enough minutes in the passbook"),
    "not_found": gettext_lazy("the mandate does not reach so far any more"),
    "elder_left": gettext_lazy("the elder is not in the registry any more"),
    "item_not_offered": gettext_lazy("it is not on the menu any more"),
    "too_young_to_spend": gettext_lazy("here minutes are spent from a later age on"),
    "mandate_service": gettext_lazy("the mandate does not cover it"),
    "mandate_minutes_per_order": gettext_lazy("longer than the mandate allows for one order"),
    "mandate_minutes_per_month": gettext_lazy("more than the mandate allows in that month"),
    "mandate_money_per_month": gettext_lazy("more than the mandate allows in that month"),
}
OTHERWISE = gettext_lazy("it could not be ordered")
HOLIDAYS = {
    "SKIP": pgettext_lazy("standing", "not on public holidays"),
    "MOVE": pgettext_lazy("standing", "after a public holiday on the next working day"),
}


def why_words(row: Occurrence) -> str:
    """Why that day has no order."""
    return str(WHY.get(row.refusal, OTHERWISE))


def standing_words(standing: StandingOrder) -> str:
    """The rhythm with the hour, the holidays and the last day."""
    words = [f"{rhythm_words(standing.rhythm)} {time_text(standing.span(timezone.localdate())[0])}"]
    if standing.on_holiday in HOLIDAYS:
        words.append(str(HOLIDAYS[standing.on_holiday]))
    if standing.last_on:
        words.append(pgettext("standing", "until %(day)s") % {"day": date_text(standing.last_on)})
    return _(", ").join(words)


def day_rows(days: list[ComingDay]) -> list[dict[str, Any]]:
    """Each day with what is to be said of it, and whether somebody has promised to come."""
    found = []
    for one in days:
        row = one.row
        order = row.order if row is not None else None
        comers = [seat for seat in order.assignments.all() if seat.status in ("CLAIMED", "OFFERED")] if order else []
        refused = row is not None and bool(row.refusal)
        found.append(
            {
                "day": one.on,
                "order": order,
                "skipped": one.skipped,
                "claimed": bool(comers),
                "why": why_words(row) if row is not None and refused else "",
            }
        )
    return found


def pause_rows(found: Effects, unordered: Iterable[date]) -> list[tuple[date, str]]:
    """Each day of a pause in its order, and what becomes of it: ``kept``, ``dropped`` or ``unordered``."""
    days = [(row.on, "kept") for row in found.kept] + [(row.on, "dropped") for row in found.dropped]
    return sorted([*days, *((day, "unordered") for day in unordered)])
