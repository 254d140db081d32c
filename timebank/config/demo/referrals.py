"""Referrals of the demo, and the logins of two departments: ``health`` and ``justice``."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Department, Role
from accounts.people.enums import Gender
from accounts.people.models import Person, User
from accounts.regions.models import Region
from services.catalogue.actions.post_outreach import OutreachSheet, post_outreach
from services.referrals.actions.answer_referral import answer_referral
from services.referrals.actions.note_step import note_step
from services.referrals.actions.refer_elder import refer_elder
from services.referrals.actions.take_referral import take_referral
from services.referrals.enums import Agreed, Kind, What
from services.referrals.models import Referral
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

OFFICES = {  # login → department, who
    "health": (Department.HEALTH, "苏巧云", Gender.FEMALE),
    "justice": (Department.JUSTICE, "柯永福", Gender.MALE),
}
# elder, kind, days ago, sent by, why
SENT: tuple[tuple[str, Kind, int, str, str], ...] = (
    ("吴玉兰", Kind.FAMILY_DOCTOR, 6, "village", "眼睛越来越看不清，血压也高，身边没有人带她看病。"),
    ("范细妹", Kind.COUNSELLING, 9, "village", "夜里睡不着，想有人说说话。"),
    ("池金土", Kind.HOUSING, 12, "township", "屋顶漏雨，床已经挪了地方，墙角有裂缝。"),
    ("林水木", Kind.HEALTH_CHECK, 33, "village", "一年多没有体检，走路要扶。"),
    ("池金土", Kind.DISPUTE, 15, "village", "隔壁盖房占了他家的路，两家吵了几回。"),
    ("连玉英", Kind.LEGAL_AID, 4, "township", "卖保健品的骗走两千块，想知道怎么讨回来。"),
    ("涂火金", Kind.MEDICAL_AID, 25, "township", "低保户，关节病常年吃药，没有享受医疗救助。"),
)


def referrals(cast: Cast, county: Region) -> Iterator[Step]:
    """What was sent, taken in hand, answered; one is late."""
    _logins(cast, county)
    for name, kind, days, by, why in SENT:
        at = _at(cast, days)
        yield Step(at, partial(_send, cast, at, name, kind, by, why))
    yield _later(cast, 7, "范细妹", Kind.COUNSELLING, _take, "health")
    yield _later(
        cast, 3, "范细妹", Kind.COUNSELLING, _done, "health", words="县医院心理门诊的志愿者每周二下午打电话来聊天。"
    )
    yield _later(cast, 13, "池金土", Kind.DISPUTE, _take, "justice")
    yield _later(cast, 8, "池金土", Kind.DISPUTE, _met, "justice")
    yield _later(cast, 3, "连玉英", Kind.LEGAL_AID, _take, "justice")
    yield _later(cast, 5, "涂火金", Kind.MEDICAL_AID, _paper, "county")
    for days, by, sheet in _brought(cast):
        yield Step(_at(cast, days), partial(_bring, cast, _at(cast, days), by, sheet))


def _brought(cast: Cast) -> Iterator[tuple[int, str, OutreachSheet]]:
    """What departments bring to villages: days ago, by whom, what."""
    until = cast.today + timedelta(days=150)
    yield (
        11,
        "health",
        OutreachSheet(
            title="巡回义诊：量血压、测血糖、看眼底",
            words="县医院两位医生到村，老人优先；走不动的上门。",
            times="每月 5 日、20 日上午",
            how="带身份证到村卫生所；要上门的先告诉村里",
            first_on=cast.today - timedelta(days=11),
            last_on=until,
            villages=("350425100001", "350425100201", "350425100202"),
            citation="大田县家庭医生签约服务安排",
        ),
    )
    yield (
        4,
        "justice",
        OutreachSheet(
            title="法律援助进村",
            words="律师坐半天：赡养、遗嘱、土地、被骗，都可以问，代写材料。",
            times="每月第一个星期三上午",
            how="到村委会坐等，或打 12348",
            first_on=cast.today - timedelta(days=4),
            last_on=until,
            villages=("350425100001", "350425101201"),
        ),
    )


def _bring(cast: Cast, at: datetime, by: str, sheet: OutreachSheet) -> None:
    post_outreach(by=cast.users[by], at=at, sheet=sheet)


def _logins(cast: Cast, county: Region) -> None:
    """Their password is that of the other demo logins; they see only what is referred to them."""
    home = cast.elders["池金土"].person.home
    for username, (department, name, gender) in OFFICES.items():
        person = Person.objects.create(name=name, gender=gender, birth_on=date(cast.today.year - 41, 4, 6), home=home)
        user = User.objects.create_user(username, None, person=person)
        User.objects.filter(id=user.id).update(password=cast.users["county"].password)
        give_role(by=None, at=cast.since, user=user, role=Role.DEPARTMENT, region=county, department=department)
        cast.users[username] = user


def _at(cast: Cast, days: int) -> datetime:
    return cast.now - timedelta(days=days, hours=2)


def _send(cast: Cast, at: datetime, name: str, kind: Kind, by: str, why: str) -> None:
    refer_elder(by=cast.users[by], at=at, elder_id=cast.elders[name].id, kind=kind, reason=why, agreed=Agreed.IN_PERSON)


def _later(cast: Cast, days: int, name: str, kind: Kind, act: object, by: str, **more: str) -> Step:
    at = _at(cast, days)
    assert callable(act)
    return Step(at, partial(act, cast, at, name, kind, by, **more))


def _of(cast: Cast, name: str, kind: Kind) -> Referral:
    return Referral.objects.get(elder=cast.elders[name], kind=kind)


def _take(cast: Cast, at: datetime, name: str, kind: Kind, by: str) -> None:
    take_referral(by=cast.users[by], at=at, referral_id=_of(cast, name, kind).id)


def _done(cast: Cast, at: datetime, name: str, kind: Kind, by: str, words: str) -> None:
    answer_referral(by=cast.users[by], at=at, referral_id=_of(cast, name, kind).id, granted=True, words=words)


def _met(cast: Cast, at: datetime, name: str, kind: Kind, by: str) -> None:
    note_step(
        by=cast.users[by],
        at=at,
        referral_id=_of(cast, name, kind).id,
        what=What.MET,
        words="两家和村主任一起看了现场，邻居答应量过地界再盖。",
        happened_at=at - timedelta(hours=3),
    )


def _paper(cast: Cast, at: datetime, name: str, kind: Kind, by: str) -> None:
    """The medical insurance bureau has no login here: its letter was entered by the county."""
    words = "材料不全，请补上一年的药费单再送来。"
    answer_referral(by=cast.users[by], at=at, referral_id=_of(cast, name, kind).id, granted=False, words=words)
