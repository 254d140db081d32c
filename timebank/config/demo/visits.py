"""Visits in the demo: three months of them in the demo worker's village, fewer elsewhere, so that some are late."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.models import Elder, Supporter, VisitContact
from accounts.people.models import User
from services.visits.actions.plan_visits import plan_visits
from services.visits.actions.record_visit import Gives, record_visit
from services.visits.actions.urge_family import urge_family
from services.visits.enums import About, Food, Given, Health, Mode, Mood, Outcome, Safety, UrgingChannel
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

COUNTY, OWN_TOWNSHIP, OWN_VILLAGE = "350425", "350425100", "350425100001"  # of the demo's officials
HASTY, HASTY_DAYS_AGO = 6, 17  # doors in six minutes: a sign that the township sees on its page of checks
PAIRED_DAYS_AGO = 92  # before the first visit
PLANNED_DAYS_AGO = (21, 16, 12, 9, 6, 4, 2, 1)
FINE: dict[str, str] = {"health": Health.WELL, "food": Food.WELL, "mood": Mood.GOOD, "safety": Safety.SAFE}
# name, days ago, hour, outcome, what was found, in words
SEEN: tuple[tuple[str, int, str, str, dict[str, str], str], ...] = (
    ("林水木", 90, "HOME", "VISITED", FINE, "走路要扶，儿子上周打过电话。"),
    ("吴玉兰", 12, "HOME", "VISITED", {**FINE, "health": Health.WEAKER}, "眼睛更看不清了，饭是邻居端来的。"),
    ("吴玉兰", 3, "PHONE", "NO_ANSWER", {}, ""),
    ("范细妹", 60, "HOME", "VISITED", {**FINE, "mood": Mood.LONELY}, "夜里睡不着，想有人说说话。"),
    ("范细妹", 30, "HOME", "VISITED", FINE, "膝盖疼好些了，孙子月考考得好，她高兴。"),
    ("池金土", 14, "HOME", "VISITED", FINE, "天凉了，被子够。"),
    ("池金土", 7, "HOME", "VISITED", {**FINE, "safety": Safety.HOUSE}, "屋顶又漏了，床挪了地方。"),
    ("连玉英", 30, "HOME", "VISITED", FINE, "药还够半个月。"),
)
# elder, child, days ago, what was asked, what was answered
URGED: tuple[tuple[str, str, int, str, str], ...] = (
    ("范细妹", "林小燕", 2, "常打电话，你妈夜里睡不着。", ""),
    ("吴玉兰", "章德福", 9, "妈眼睛看不清了，回来带她去县医院。", ""),
    ("池金土", "池建国", 5, "屋顶漏雨，出钱修一下。", "月底汇三千回来。"),
)
NEW_LEADS = {"吴玉兰": "village", "林水木": "village", "范细妹": "village", "池金土": "village"}
ALSO = {"涂火金": "volunteer2", "余根生": "volunteer"}  # neighbours who are paired and sign in


def visits(cast: Cast) -> Iterator[Step]:
    """The plan as it was kept, and the visits that were made, in no order."""
    yield Step(
        cast.now - timedelta(days=PAIRED_DAYS_AGO), partial(_pair, cast, cast.now - timedelta(days=PAIRED_DAYS_AGO))
    )
    for days in PLANNED_DAYS_AGO:
        at = cast.now - timedelta(days=days)
        yield Step(at, partial(_plan, at))
    for number, (name, days, mode, outcome, answers, words) in enumerate(SEEN):
        at = _at_day(cast, days, 9 * 60 + 7 + 43 * number)
        yield Step(at, partial(_visit, cast, at, name, Mode(mode), Outcome(outcome), answers, words))
    own = [name for name, elder in cast.elders.items() if elder.person.home_id == OWN_VILLAGE]
    for number, name in enumerate(own[:HASTY]):
        at = _at_day(cast, HASTY_DAYS_AGO, 16 * 60 + 30 + number)
        yield Step(at, partial(_visit, cast, at, name, Mode.HOME, Outcome.VISITED, FINE, "", by="village"))
    for name, child, days, said, answer in URGED:
        yield Step(cast.now - timedelta(days=days), partial(_urge, cast, name, child, days, said, answer))
    rng = Random("visits")  # noqa: S311 - the same demo each time, no secrets
    for name, elder in cast.elders.items():
        home = elder.person.home_id
        if not home.startswith(COUNTY) or home == OWN_VILLAGE or rng.random() < 0.3:
            continue
        at = _at_day(cast, rng.randint(1, 20), rng.randint(9 * 60, 17 * 60))
        yield Step(at, partial(_visit, cast, at, name, rng.choice([Mode.HOME, Mode.PHONE]), Outcome.VISITED, FINE, ""))


def _at_day(cast: Cast, days_ago: int, minute: int) -> datetime:
    """That many days ago, at a minute of the day."""
    midnight = timezone.localtime(cast.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days_ago) + timedelta(minutes=minute, seconds=11)


def keep_plan(cast: Cast) -> None:
    """Bring everything up to now."""
    plan_visits(at=cast.now, everybody=True)


def _pair(cast: Cast, at: datetime) -> None:
    for name, login in {**NEW_LEADS, **ALSO}.items():
        user = cast.users[login]
        assert user.person is not None
        kind = "CADRE" if login == "village" else "NEIGHBOUR"
        name_visit_contact(
            by=None,
            at=at,
            elder=cast.elders[name],
            name=user.person.name,
            kind=kind,
            phone=user.person.phone,
            lead=True,
            since=cast.today - timedelta(days=PAIRED_DAYS_AGO),
            person=user.person,
        )


def _plan(at: datetime) -> None:
    judge_elders(at=at)
    plan_visits(at=at, everybody=True)


def _visit(
    cast: Cast,
    at: datetime,
    name: str,
    mode: Mode,
    outcome: Outcome,
    answers: dict[str, str],
    words: str,
    *,
    by: str = "",
) -> None:
    elder = Elder.objects.select_related("person").get(id=cast.elders[name].id)  # they may have moved meanwhile
    if elder.left_on is not None:
        return
    record_visit(
        by=cast.users[by] if by else _visitor(cast, elder),
        at=at,
        elder_id=elder.id,
        mode=mode,
        outcome=outcome,
        answers=answers,
        words=words,
        supporters=_gives(elder, at) if outcome == Outcome.VISITED and words else (),
    )


def _urge(cast: Cast, name: str, child: str, days: int, said: str, answer: str) -> None:
    """The village worker rang; one child answered, one was not reached and is past the day."""
    elder = cast.elders[name]
    urge_family(
        by=cast.users["village"],
        at=cast.now - timedelta(days=days),
        elder_id=elder.id,
        supporter_id=Supporter.objects.get(elder=elder, name=child).id,
        about=About.MONEY if answer else About.CALL,
        channel=UrgingChannel.PHONE,
        reached=bool(answer),
        said=said,
        answer=answer,
    )


def _visitor(cast: Cast, elder: Elder) -> User:
    """Who comes first if they sign in, else somebody whose work it is."""
    lead: Any = VisitContact.objects.filter(elder=elder, until=None, lead=True, person__user__isnull=False).first()
    if lead is not None:
        user: User = lead.person.user
        return user
    home = elder.person.home_id
    if home == OWN_VILLAGE:
        return cast.users["village"]
    return cast.users["township" if home.startswith(OWN_TOWNSHIP) else "county"]


def _gives(elder: Elder, at: datetime) -> list[Gives]:
    """What was said of the children: the first is in touch, the second not."""
    found = []
    for number, one in enumerate(Supporter.objects.filter(elder=elder, ended_on=None).order_by("added_at", "id")):
        day = (at - timedelta(days=4 + 120 * number)).date()
        share = Given.SOME if number == 0 else Given.NONE
        found.append(Gives(one.id, money=Given.ENOUGH, care=share, comfort=share, last_contact_on=day))
    return found
