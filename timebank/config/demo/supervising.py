"""What supervision led to in the demo: tasks done and overdue, an inspection under way, matters sent up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.people.models import User
from accounts.regions.models import Region
from services.supervision.actions.answer_matter import answer_matter
from services.supervision.actions.finish_task import finish_task
from services.supervision.actions.freeze_year import freeze_year
from services.supervision.actions.give_task import give_task
from services.supervision.actions.judge_task import judge_task
from services.supervision.actions.note_sampled import note_sampled
from services.supervision.actions.open_inspection import open_inspection
from services.supervision.actions.raise_matter import raise_matter
from services.supervision.actions.receive_matter import receive_matter
from services.supervision.models import Inspection, Matter, Sampled, Task
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

COUNTY, TOWNSHIP, VILLAGE = "350425", "350425100", "350425100001"
TITLE = "冬季联合督查"


@dataclass(frozen=True)
class Given:
    """A task from the township to the village: days ago given, due after, done and accepted days ago (0: not)."""

    words: str
    ago: int
    within: int
    gauge: str = ""
    done: int = 0
    answer: str = ""
    accepted: int = 0


TASKS = (
    Given("三位高风险老人没上门见到，本周走一遍。", 12, 7, "RISKS", 8, "三位都见到了，都记在探访里。", 7),
    Given("十分钟走六家的那一趟，挨家打电话核实。", 9, 8, "EVIDENCE", 2, "六家都打了，两家说没进门，已补走。"),
    Given("台账里缺子女联系方式的，补齐。", 10, 7, "REGISTRY"),
)


def supervising(cast: Cast) -> Iterator[Step]:
    """In no order."""
    for one in TASKS:
        yield Step(cast.now - timedelta(days=one.ago), partial(_give, cast, one))
        if one.done:
            yield Step(cast.now - timedelta(days=one.done), partial(_finish, cast, one))
        if one.accepted:
            yield Step(cast.now - timedelta(days=one.accepted), partial(_accept, cast, one))
    yield Step(cast.now - timedelta(days=6), partial(_inspect, cast))
    yield Step(cast.now - timedelta(days=5), partial(_look, cast))
    yield Step(cast.now - timedelta(days=11), partial(_send_up, cast))
    yield Step(cast.now - timedelta(hours=2), partial(_measure, cast))


def _give(cast: Cast, one: Given) -> None:
    at = cast.now - timedelta(days=one.ago)
    give_task(
        by=cast.users["township"],
        at=at,
        region_code=VILLAGE,
        person_id=cast.users["village"].id,
        unit="村委会",
        words=one.words,
        due_on=(at + timedelta(days=one.within)).date(),
        gauge=one.gauge,
        of=(at - timedelta(days=1)).date(),
    )


def _finish(cast: Cast, one: Given) -> None:
    at = cast.now - timedelta(days=one.done)
    finish_task(by=cast.users["village"], at=at, task_id=_task(one).id, words=one.answer)


def _accept(cast: Cast, one: Given) -> None:
    at = cast.now - timedelta(days=one.accepted)
    judge_task(by=cast.users["township"], at=at, task_id=_task(one).id, accept=True, words="抽了一户，老人说来过。")


def _task(one: Given) -> Task:
    """Words are sealed and cannot be asked for: by the gauge it comes from."""
    return Task.objects.get(gauge=one.gauge, inspection=None)


def _inspect(cast: Cast) -> None:
    at = cast.now - timedelta(days=6)
    villages = Region.objects.filter(code__startswith=TOWNSHIP, residents__elder__left_on=None)
    codes = villages.filter(residents__elder__isnull=False).order_by("code").values_list("code", flat=True).distinct()
    open_inspection(
        by=cast.users["township"],
        at=at,
        region_code=TOWNSHIP,
        title=TITLE,
        villages=list(codes[:3]),
        departments=["CIVIL_AFFAIRS", "POLICE", "HEALTH"],
        each=2,
        held_on=(at + timedelta(days=1)).date(),
    )


def _look(cast: Cast) -> None:
    """The first door as written down; the second otherwise, and the village puts it right."""
    at, by = cast.now - timedelta(days=5), cast.users["township"]
    inspection = Inspection.objects.get(title=TITLE)
    doors = list(Sampled.objects.filter(inspection=inspection).select_related("elder__person").order_by("position"))
    note_sampled(by=by, at=at, sampled_id=doors[0].id, found="AS_WRITTEN", words="人在家，和台账写的一样。")
    if len(doors) > 1:
        said = "台账写有烟感，屋里没装。"
        note_sampled(by=by, at=at, sampled_id=doors[1].id, found="OTHERWISE", words=said)
        home = doors[1].elder.person.home_id
        give_task(
            by=by,
            at=at,
            region_code=home,
            person_id=_worker(cast, home).id,
            words="装上烟感，台账改过来。",
            due_on=(cast.now + timedelta(days=5)).date(),
            inspection_id=inspection.id,
            elder_id=doors[1].elder_id,
        )


def _worker(cast: Cast, home: str) -> User:
    return cast.users["village" if home == VILLAGE else "township"]


def _measure(cast: Cast) -> None:
    """The township froze what it is measured by this year; the county has not signed it yet."""
    at = cast.now - timedelta(hours=2)
    year = timezone.localdate(at - timedelta(days=2)).year  # on New Year's Day nothing of the new one is frozen
    freeze_year(by=cast.users["township"], at=at, region_code=TOWNSHIP, year=year)


def _send_up(cast: Cast) -> None:
    """A problem of the village, answered; and one of the township that the county has received."""
    at = cast.now - timedelta(days=11)
    first = _raise(cast, "village", VILLAGE, TOWNSHIP, "没有会理发的人", "会理发的都外出了，七位老人三个月没理。", at)
    answer_matter(
        by=cast.users["township"],
        at=at + timedelta(days=2),
        matter_id=first.id,
        words="已请石牌镇的师傅每月初八来一趟，逢圩日在幸福院理。",
    )
    second = _raise(cast, "township", TOWNSHIP, COUNTY, "晚上的急事没人接", "夜里十点后报的，村里两次没人应。", at)
    receive_matter(by=cast.users["county"], at=at + timedelta(days=1), matter_id=second.id)


def _raise(cast: Cast, by: str, place: str, to: str, title: str, words: str, at: datetime) -> Matter:
    return raise_matter(
        by=cast.users[by],
        at=at,
        region_code=place,
        to_code=to,
        kind="GRAVE" if to == COUNTY else "PROBLEM",
        title=title,
        words=words,
        due_on=(at + timedelta(days=14)).date(),
    )
