"""What comes round in the demo: two things that cost no minutes, so that every passbook stays as the cast says."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from services.orders.actions.place_order import Line
from services.standing.actions.start_standing import start_standing
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Menu, Step

# Elder, item, rule, lunar days, clock, note. All begin in a week: what is near stands in the table of orders.
ROUNDS = (
    ("池金土", "checkup", "FREQ=WEEKLY;BYDAY=TU", "", time(9, 30), "降压药吃过再量。"),
    ("范细妹", "checkup", "", "1,15", time(10), ""),
)
STARTED, FIRST = timedelta(days=-1), timedelta(days=7)


def repeats(cast: Cast, menu: Menu) -> Iterator[Step]:
    """The helper starts each of them once, on the day before."""
    at = cast.now + STARTED
    return (Step(at, partial(_start, cast, menu, at, number)) for number in range(len(ROUNDS)))


def _start(cast: Cast, menu: Menu, at: datetime, number: int) -> None:
    elder, item, rrule, lunar, clock, note = ROUNDS[number]
    version = menu[item]
    wish = Wish(
        lines=(Line(version.item_id),),
        rhythm=Rhythm(cast.today + FIRST, rrule=rrule, lunar=lunar),
        clock=clock,
        minutes=version.typical_minutes,
        note=note,
    )
    start_standing(by=cast.users["helper"], at=at, elder_id=cast.elders[elder].id, wish=wish)
