"""Honours in the demo: a round of two years ago, decided, and this one, on public notice with an objection open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from accounts.elders.models import Supporter
from services.honours.actions.answer_objection import answer_objection
from services.honours.actions.decide_round import decide_round
from services.honours.actions.draw_candidates import draw_candidates
from services.honours.actions.nominate_candidate import nominate_candidate
from services.honours.actions.object_to_candidate import object_to_candidate
from services.honours.actions.open_round import open_round
from services.honours.actions.publish_notice import publish_notice
from services.honours.actions.record_consent import record_consent
from services.honours.actions.revoke_honour import revoke_honour
from services.honours.actions.shortlist_candidate import shortlist_candidate
from services.honours.enums import Kind
from services.honours.models import Candidacy, HonourRound
from timebank.config.demo.people import Cast

COUNTY = "350425"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Named:
    """Who is named, by whom, in which words. ``child`` stands for the family of the elder ``name``."""

    name: str
    by: str
    words: str
    child: str = ""


BEFORE = (
    Named("池秋香", "township", "退休后天天去看隔壁几位老人，买菜、读信、量米下锅，四年没断过。"),
    Named("张金莲", "county", "会做软饭，哪家老人咬不动就送到哪家。"),
    Named("范建华", "county", "帮村里老人家修灯换线，从不收钱。"),
    Named("连玉英", "township", "女儿住县城，每周回来两趟，洗衣、剪指甲、陪着说话。", child="陈秀珠"),
)
NOW = (
    Named("郑国忠", "township", "常帮老人理发、扛米、修门，随叫随到，老人家都喊他“国忠仔”。"),
    Named("余志强", "township", "每月带着工具走一圈，哪家灯不亮、水龙头滴水，他都修好。"),
    Named("林水木", "township", "儿子在福州打工，每天晚饭后一个电话，农忙一定回来。", child="林国强"),
)
SUGGESTED = Named("池秋香", "village", "这几年还是天天去，村里人都看在眼里。")


def honours(cast: Cast) -> None:
    """Not played in time with the orders: nothing else depends on it."""
    _two_years_ago(cast)
    _now(cast)


def _two_years_ago(cast: Cast) -> None:
    at = cast.now - relativedelta(years=2)
    found = _open(cast, at, until=at + 19 * DAY, carers=3, families=1)
    made = [_name(cast, found, one, at + 2 * DAY) for one in BEFORE]
    _on_notice(cast, found, made, at + 20 * DAY)
    decided = at + 34 * DAY
    decide_round(by=cast.users["admin"], at=decided, round_id=found.id, chosen=[one.id for one in made])
    revoke_honour(
        by=cast.users["admin"], at=decided + 90 * DAY, candidacy_id=made[2].id, words="后来查实：有两次收了老人的钱。"
    )


def _now(cast: Cast) -> None:
    ago = min(30, cast.today.timetuple().tm_yday - 1)  # in January it began with the year: a round belongs to one
    at = cast.now - ago * DAY

    def before(span: timedelta) -> datetime:
        return max(at, cast.now - span)

    found = _open(cast, at, until=before(2 * DAY), carers=10, families=20)
    draw_candidates(by=cast.users["county"], at=before(4 * DAY), round_id=found.id)
    _name(cast, found, SUGGESTED, before(9 * DAY))
    made = [_name(cast, found, one, before(9 * DAY)) for one in NOW]
    _on_notice(cast, found, made, before(DAY))
    said = object_to_candidate(
        by=None, at=before(timedelta(hours=20)), candidacy_id=made[1].id, words="他修灯收过我家二十块。"
    )
    answer_objection(
        by=cast.users["county"],
        at=before(timedelta(hours=5)),
        objection_id=said.id,
        uphold=False,
        words="镇里上门问过：二十块是灯泡钱，有小票，不是工钱。",
    )
    object_to_candidate(
        by=None, at=before(timedelta(hours=3)), candidacy_id=made[0].id, words="上个月约好来我家，没来也没说。"
    )


def _open(cast: Cast, at: datetime, *, until: datetime, carers: int, families: int) -> HonourRound:
    day = timezone.localdate(until)
    return open_round(
        by=cast.users["county"], at=at, county=COUNTY, carers=carers, families=families, collect_until=day
    )


def _name(cast: Cast, found: HonourRound, one: Named, at: datetime) -> Candidacy:
    if not one.child:
        who: dict[str, Any] = {"kind": Kind.CARER, "person_id": cast.users[one.name].person_id}
    else:
        elder = cast.elders[one.name]
        supporter = Supporter.objects.get(elder=elder, name=one.child)
        who = {"kind": Kind.FAMILY, "elder_id": elder.id, "supporter_id": supporter.id}
    return nominate_candidate(by=cast.users[one.by], at=at, round_id=found.id, words=one.words, **who)


def _on_notice(cast: Cast, found: HonourRound, made: list[Candidacy], at: datetime) -> None:
    county = cast.users["county"]
    for one in made:
        shortlist_candidate(by=county, at=at, candidacy_id=one.id)
        for whose in one.needs:
            record_consent(by=cast.users["county"], at=at, candidacy_id=one.id, whose=whose)
    publish_notice(by=county, at=at, round_id=found.id)
