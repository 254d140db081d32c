"""What the demo's elders ordered: a table of the past three months, of now, and of the next six days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

CHECKED_IN_MINUTES_AGO = 62  # the demo contract: ``volunteer`` is in the middle of something
QUARTER = timedelta(minutes=15)
FIRST_HOUR, LAST_HOUR = 7, 19  # nobody is visited earlier or later
GOOD_WORDS = (
    "做得细心。",
    "准时来的，老人高兴。",
    "饭还热着，谢谢。",
    "聊了好久，精神好多了。",
    "手脚麻利。",
)


@dataclass(frozen=True)
class Plan:
    """One order from beginning to end; ``servers`` are names, those of the organisation's members too."""

    elder: str
    items: tuple[str, ...]
    by: str  # user name of who orders and confirms
    starts_at: datetime
    placed_at: datetime
    reach: str = "open"  # open, claimed, running, served, confirmed or cancelled
    servers: tuple[str, ...] = ()
    took: int = 0  # minutes from check-in to check-out
    checked_in_at: datetime | None = None
    rating: int = 5
    comment: str = ""
    note: str = ""
    evidence: str = "code"
    organisation: bool = False
    corrected: int = 0  # minutes it was put right to later


# Days ago, hour:minute, elder, items, who ordered, who served, minutes it took.
PAST = (
    (88, "09:00", "池金土", "haircut", "helper", "郑国忠", 32),
    (85, "14:30", "苏长庚", "cleaning", "operator", "郑国忠", 95),
    (83, "11:20", "范细妹", "lunch", "helper", "涂秀珍", 38),
    (79, "08:00", "连玉英", "escort", "helper", "郑国忠", 196),
    (74, "15:00", "吴招娣", "company", "operator", "张金莲", 64),
    (71, "11:25", "池金土", "lunch", "helper", "郑国忠", 41),
    (68, "09:30", "吴玉兰", "laundry", "village", "涂秀珍", 58),
    (64, "14:00", "章文清", "repair", "operator", "连桂英", 47),
    (60, "11:30", "范细妹", "lunch", "family", "郑国忠", 40),
    (57, "10:00", "陈木根", "medicine", "operator", "涂秀珍", 33),
    (53, "15:30", "连玉英", "letter", "helper", "池秋香", 24),
    (50, "08:30", "郑火旺", "escort", "operator", "郑国忠", 174),
    (46, "09:00", "林水木", "haircut", "village", "郑国忠", 28),
    (43, "16:00", "池金土", "errand", "helper", "涂秀珍", 31),
    (39, "10:00", "廖秋香", "market", "operator", "吴德明", 126),
    (36, "11:30", "范细妹", "lunch", "helper", "涂秀珍", 42),
    (33, "14:00", "余根生", "device", "operator", "郑国忠", 51),
    (29, "09:00", "吴玉兰", "checkup", "village", "林雅芳", 22),
    (26, "15:00", "陈木根", "company", "operator", "涂秀珍", 66),
    (22, "11:20", "池金土", "lunch", "helper", "郑国忠", 39),
    (19, "08:30", "连招弟", "light", "operator", "范建华", 44),
    (16, "09:00", "连玉英", "cleaning", "helper", "涂秀珍", 88),
    (13, "15:00", "林水木", "bath", "village", "陈水旺", 63),
    (11, "11:30", "范细妹", "lunch", "helper", "郑国忠", 43),
    (8, "09:30", "池金土", "haircut", "helper", "郑国忠", 30),
    (6, "14:30", "章秀兰", "fraud", "operator", "涂秀珍", 37),
    (3, "08:00", "苏长庚", "escort", "operator", "郑国忠", 187),
)

# Days ago → minutes that the record was put right to, see papers.py; and of the one whose report still waits.
CORRECTED_DAYS_AGO, REPORTED_DAYS_AGO = 46, 11
CORRECTED = {CORRECTED_DAYS_AGO: 40}

# Hours from now, elder, items, who ordered, note, who took it.
TODAY = (
    (2, "范细妹", "medicine", "helper", "降压药，方子在抽屉里。", ""),
    (2.75, "林水木", "letter", "village", "", ""),
    (3.5, "郑火旺", "errand", "operator", "要一袋米，帮扛上楼。", ""),
    (4, "吴玉兰", "checkup", "village", "", "林雅芳"),
    (4.5, "章文清", "company", "operator", "", ""),
    (5.25, "陈木根", "greeting", "operator", "", ""),
    (6, "廖秋香", "repair", "operator", "厨房水龙头滴水。", ""),
)

# Days from now, hour:minute, elder, items, who ordered, note, who took it.
COMING = (
    (1, "07:00", "林火旺", "breakfast", "operator", "", ""),
    (1, "08:00", "池金土", "escort", "helper", "县医院骨科，带上旧片子。", ""),
    (1, "11:30", "范细妹", "lunch", "helper", "饭软一点，不要辣。", "郑国忠"),
    (1, "14:30", "吴招娣", "company", "operator", "", ""),
    (1, "15:00", "林水木", "bath", "village", "要男同志。", "陈水旺"),
    (1, "16:30", "范阿妹", "schoolrun", "operator", "孙子在济阳小学门口等。", ""),
    # Taken by the organisation, and nobody is named yet: a morning's work for whoever dispatches.
    (1, "08:30", "苏长庚", "cleaning", "operator", "", "organisation"),
    (1, "09:00", "章文清", "haircut", "operator", "", "organisation"),
    (1, "09:30", "吴玉兰", "laundry", "village", "", "organisation"),
    (1, "10:15", "郑火旺", "errand", "operator", "", "organisation"),
    (1, "11:15", "陈木根", "lunch", "operator", "", "organisation"),
    (1, "11:30", "廖秋香", "lunch", "operator", "", "organisation"),
    (1, "13:30", "章秀兰", "letter", "operator", "", "organisation"),
    (1, "14:00", "余根生", "repair", "operator", "", "organisation"),
    (1, "14:30", "连招弟", "company", "operator", "", "organisation"),
    (1, "15:30", "涂火金", "checkup", "operator", "", "organisation"),
    (2, "08:30", "涂阿木", "harvest", "operator", "挖地瓜，锄头家里有。", "连桂英"),
    (2, "09:00", "苏长庚", "haircut", "operator", "", "余志强"),
    (2, "11:30", "池金土", "lunch medicine", "helper", "", ""),
    (2, "15:00", "吴玉兰", "nails", "village", "", "池秋香"),
    (3, "07:30", "涂火金", "escort", "operator", "", ""),
    (3, "09:00", "苏水生", "cleaning", "operator", "", ""),
    (3, "10:00", "连招弟", "light", "operator", "灶间的灯一闪一闪。", ""),
    (3, "14:00", "乐水生", "handrail", "operator", "厕所边上装一根。", ""),
    (4, "09:30", "章秀兰", "device", "operator", "想学打视频电话。", ""),
    (4, "14:00", "吴长福", "safety", "operator", "", ""),
    (4, "15:30", "连玉英", "haircut", "helper", "", ""),
    (5, "08:00", "陈金莲", "ride", "operator", "去县医院复查。", ""),
    (5, "09:00", "廖阿土", "legal", "operator", "山林证的事。", "organisation"),
    (5, "14:00", "钟玉妹", "photo", "operator", "", ""),
    (5, "18:00", "章文清", "opera", "operator", "祠堂唱芗剧。", ""),
    (6, "08:30", "余根生", "market", "operator", "", ""),
    (6, "09:00", "陈木根", "footbath", "operator", "", ""),
    (6, "10:00", "吴玉兰", "comfort", "village", "", ""),
    (6, "15:00", "范阿妹", "homework", "operator", "三年级算术。", ""),
)
ORGANISATION = "organisation"


def plans(now: datetime, rng: Random, members: set[str]) -> list[Plan]:
    """Every order of the demo, relative to ``now``."""
    made = [_past(row, now, rng, members) for row in PAST]
    made += [_running(now), _served(now), _served_by_organisation(now), _unanswered(now), _cancelled(now)]
    made += [_coming(_later_today(now, hours), *row, now=now, members=members) for hours, *row in TODAY]
    made += [_coming(_on(now, days, clock), *row, now=now, members=members) for days, clock, *row in COMING]
    return made


def _past(row: tuple[int, str, str, str, str, str, int], now: datetime, rng: Random, members: set[str]) -> Plan:
    days, clock, elder, items, by, server, took = row
    starts_at = _on(now, -days, clock)
    return Plan(
        elder=elder,
        items=tuple(items.split()),
        by=by,
        starts_at=starts_at,
        placed_at=starts_at - timedelta(hours=rng.randint(15, 40)),
        reach="confirmed",
        servers=(server,),
        took=took,
        checked_in_at=starts_at + timedelta(minutes=rng.randint(-6, 5)),
        rating=rng.choice((5, 5, 5, 5, 3)),
        comment=rng.choice((*GOOD_WORDS, "", "", "")),
        evidence=rng.choice(("code", "card")),
        organisation=server in members,
        corrected=CORRECTED.get(days, 0),
    )


def _running(now: datetime) -> Plan:
    return Plan(
        elder="连玉英",
        items=("cleaning",),
        by="helper",
        starts_at=now - timedelta(minutes=60),
        placed_at=now - timedelta(hours=20),
        reach="running",
        servers=("郑国忠",),
        checked_in_at=now - timedelta(minutes=CHECKED_IN_MINUTES_AGO),
        note="床底下也扫一扫。",
    )


def _served(now: datetime) -> Plan:
    starts_at = _on(now, -1, "15:00")
    return Plan(
        elder="池金土",
        items=("haircut",),
        by="helper",
        starts_at=starts_at,
        placed_at=starts_at - timedelta(hours=26),
        reach="served",
        servers=("涂秀珍",),
        took=34,
        checked_in_at=starts_at + timedelta(minutes=2),
    )


def _served_by_organisation(now: datetime) -> Plan:
    """So that the manager's day is not empty; the operator, who ordered it, has somebody to call back."""
    starts_at = now - timedelta(hours=3)
    return Plan(
        elder="吴招娣",
        items=("cleaning",),
        by="operator",
        starts_at=starts_at,
        placed_at=starts_at - timedelta(hours=18),
        reach="served",
        servers=("余丽钦",),
        took=83,
        checked_in_at=starts_at + timedelta(minutes=4),
        organisation=True,
    )


def _unanswered(now: datetime) -> Plan:
    """Begun without proof, and nobody has said whether it was done: late, and to be rung about."""
    starts_at = _on(now, -17, "15:00")
    return Plan(
        elder="吴玉兰",
        items=("company",),
        by="village",
        starts_at=starts_at,
        placed_at=starts_at - timedelta(hours=20),
        reach="served",
        servers=("涂秀珍",),
        took=52,
        checked_in_at=starts_at + timedelta(minutes=3),
        evidence="none",
    )


def _cancelled(now: datetime) -> Plan:
    starts_at = _on(now, -2, "16:00")
    placed_at = starts_at - timedelta(hours=22)
    return Plan("范细妹", ("outing",), "helper", starts_at, placed_at, reach="cancelled", comment="下雨了，改天。")


def _coming(
    starts_at: datetime,
    elder: str,
    items: str,
    by: str,
    note: str,
    server: str,
    *,
    now: datetime,
    members: set[str],
) -> Plan:
    ahead = starts_at - now
    return Plan(
        elder=elder,
        items=tuple(items.split()),
        by=by,
        starts_at=starts_at,
        placed_at=now - min(ahead, timedelta(hours=30)) / 3,
        reach="claimed" if server else "open",
        servers=(server,) if server and server != ORGANISATION else (),
        note=note,
        organisation=server == ORGANISATION or server in members,
    )


def _on(now: datetime, days: int, clock: str) -> datetime:
    """That clock time in China, ``days`` from the day of ``now``."""
    hour, minute = clock.split(":")
    day = timezone.localtime(now) + timedelta(days=days)
    return day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


def _later_today(now: datetime, hours: float) -> datetime:
    """The next quarter of an hour after ``hours``; tomorrow between the visiting hours when it gets late."""
    start = timezone.localtime(now) + timedelta(hours=hours)
    start += QUARTER - timedelta(minutes=start.minute % 15, seconds=start.second, microseconds=start.microsecond)
    if start.date() == timezone.localdate(now) and FIRST_HOUR <= start.hour <= LAST_HOUR:
        return start
    day = timezone.localtime(now) + timedelta(days=1)
    return day.replace(hour=FIRST_HOUR + 2, minute=0, second=0, microsecond=0) + timedelta(hours=hours)
