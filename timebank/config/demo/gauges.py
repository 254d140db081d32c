"""What the four gauges showed in the demo: frozen in the nights of three months, as the nights came."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.elders.actions.judge_elders import judge_elders
from services.supervision.actions.count_late import count_late
from services.supervision.actions.take_readings import take_readings
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

NIGHTS_AGO = (14, 7, 6, 5, 4, 3, 2, 1, 0)  # and the first night of each month before
MONTHS = 3


def gauges(cast: Cast) -> Iterator[Step]:
    """One step a night, after the day is over."""
    midnight = timezone.localtime(cast.now).replace(hour=1, minute=40, second=0, microsecond=0)
    nights = {midnight - timedelta(days=days) for days in NIGHTS_AGO}
    first = midnight.replace(day=1)
    for _month in range(MONTHS):
        nights.add(first)
        first = (first - timedelta(days=1)).replace(day=1)
    for at in sorted(nights):
        if at < cast.now:
            yield Step(at, partial(_night, at))


def _night(at: datetime) -> None:
    judge_elders(at=at)
    take_readings(at=at)


def look_again(cast: Cast) -> None:
    """What became known of these days since."""
    count_late(at=cast.now)
