"""What the four gauges showed in the demo: frozen in the nights of three months, as the nights came."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.elders.actions.judge_elders import judge_elders
from services.supervision.actions.count_late import count_late
from services.supervision.actions.decide_bulletin import decide_bulletin
from services.supervision.actions.submit_bulletin import submit_bulletin
from services.supervision.actions.take_readings import take_readings
from services.supervision.actions.write_bulletin import write_bulletin
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

NIGHTS_AGO = (14, 7, 6, 5, 4, 3, 2, 1, 0)  # and the first night of each month before
MONTHS = 3
COUNTY = "350425"


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


WORDS = (
    "全县在册老人的资料比上月齐了，多数村一年内都核过一遍。\n"
    "高风险老人上门见面抓得紧的乡镇，急事也接得快；差的地方，差在没人上门。"
)
PRACTICE = "均溪镇白岩村把探访和送餐并成一趟走：送饭的人看一眼、问一句、记一笔，一个月没漏过一位。"
DEMANDS = "红榜上的村，下月 10 日前把没见到的老人走一遍，结果报乡镇。没有人手的，点名报上来，由县里调。"


def bulletins(cast: Cast) -> Iterator[Step]:
    """The county writes of the last two months, and the administrator passes it as the second person."""
    first = timezone.localtime(cast.now).replace(day=1, hour=1, minute=40, second=0, microsecond=0)
    for _month in range(2):
        at = first + timedelta(hours=8)  # in the morning, once the month is frozen
        month = (first - timedelta(days=1)).date().replace(day=1)
        if at < cast.now:
            yield Step(at, partial(_publish, cast, month, at))
        first = (first - timedelta(days=1)).replace(day=1)


def _publish(cast: Cast, month: date, at: datetime) -> None:
    county = cast.users["county"]
    made = write_bulletin(
        by=county, at=at, region_code=COUNTY, month=month, words=WORDS, practice=PRACTICE, demands=DEMANDS
    )
    submit_bulletin(by=county, at=at, bulletin_id=made.id)
    decide_bulletin(by=cast.users["admin"], at=at, bulletin_id=made.id, publish=True)
