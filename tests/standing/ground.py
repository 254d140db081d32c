"""What the tests of standing orders share: Mei orders a haircut for Lin, again and again."""

from datetime import date, time
from typing import Any

from services.orders.actions.place_order import Line
from services.standing.models import StandingOrder
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish
from tests import personas

FRIDAY = date(2026, 11, 20)  # the day after NOW


def rhythm(rrule: str = "FREQ=WEEKLY;BYDAY=FR", **more: Any) -> Rhythm:
    return Rhythm(**{"first_on": FRIDAY, "rrule": rrule, **more})


def wish(rule: Rhythm | None = None, *, clock: time = time(9), **more: Any) -> Wish:
    return Wish(
        **{
            "lines": (Line(personas.item().id, 1),),
            "rhythm": rule or rhythm(),
            "clock": clock,
            "minutes": 30,
            **more,
        }
    )


def ordered(standing: StandingOrder) -> list[date]:
    """Days that have an order now."""
    return list(standing.occurrences.filter(order__isnull=False).order_by("on").values_list("on", flat=True))
