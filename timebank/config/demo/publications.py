"""What the demo's county and village have published: warnings, articles, an announcement with its readers."""

from datetime import timedelta

from accounts.regions.models import Region
from services.publications.actions.answer_publication import answer_publication
from services.publications.actions.keeping import Sheet
from services.publications.actions.open_publication import open_publication
from services.publications.actions.post_publication import post_publication
from services.publications.actions.publish_publication import publish_publication
from services.publications.actions.set_hotline import set_hotline
from services.publications.actions.write_publication import write_publication
from services.publications.enums import Audience, Kind, Topic
from services.publications.models import Publication
from timebank.config.demo.people import Cast

LAW = "《中华人民共和国老年人权益保障法》（2018 年修正）"
VILLAGE = "350425100001"
# days ago, place, who writes, sheet
PIECES: tuple[tuple[int, str, str, Sheet], ...] = (
    (
        40,
        "350425",
        "county",
        Sheet(
            title_zh="孩子赡养老人，法律怎么说",
            title_en="What the law says of supporting one's parents",
            body_zh="子女要养老人：给生活费，照料生活，常来看望，常打电话。\n\n老人生病，子女要带去看，要出医药费。\n\n"
            "不能因为不要家产就不养老人。老人可以要求子女给赡养费，也可以请村里调解，请法律援助。",
            body_en="Children support their parents: money to live on, everyday care, visits and calls.\n\n"
            "When a parent is ill they see to treatment and pay for it.\n\n"
            "Giving up an inheritance frees nobody. A parent can ask for support, for the village to mediate, for "
            "legal aid.",
            source=LAW,
            kind=Kind.ARTICLE,
            topic=Topic.DUTY,
        ),
    ),
    (
        21,
        "350425",
        "county",
        Sheet(
            title_zh="血压药天天吃，别停",
            title_en="Blood pressure tablets: every day",
            body_zh="血压降下来了也要接着吃，停了会反弹。\n\n早上起来先坐一会儿再站。\n\n"
            "头晕、手脚发麻、说话不清，马上打 120，再叫村里。",
            body_en="Go on taking them when the pressure is down: it comes back.\n\n"
            "Sit for a while before you stand up.\n\n"
            "Dizzy, numb, slurred speech: ring 120 at once, then the village.",
            kind=Kind.ARTICLE,
            topic=Topic.HEALTH,
        ),
    ),
    (
        4,
        "350425",
        "county",
        Sheet(
            title_zh="免费领鸡蛋的，多半要骗钱",
            title_en="Free eggs are the bait",
            body_zh="最近有人在圩日发鸡蛋，叫老人去听课，再卖几千块的“神药”。\n\n不听，不买，不给身份证，不按手印。\n\n"
            "已经买了的，东西和收据留好，打下面的电话，或者告诉村里。",
            body_en="On market days somebody gives away eggs, invites to a talk and sells a miracle cure.\n\n"
            "Do not listen, do not buy, give no identity card and no fingerprint.\n\n"
            "If you bought it, keep it with the receipt and ring the number below, or tell the village.",
            source="县公安局反诈提醒",
            kind=Kind.WARNING,
            topic=Topic.FRAUD,
            on_board=True,
            asks_answer=True,
        ),
    ),
    (
        2,
        VILLAGE,
        "village",
        Sheet(
            title_zh="周六上午村卫生所免费量血压",
            title_en="Blood pressure measured free on Saturday",
            body_zh="这个周六上午八点到十一点，县医院的医生来村卫生所。\n\n"
            "65 岁以上的老人都可以来，走不动的打电话，村里来接。",
            kind=Kind.ANNOUNCEMENT,
            topic=Topic.HEALTH,
        ),
    ),
    (
        6,
        "350425100",
        "township",
        Sheet(
            title_zh="十二月五日前把危房名单核一遍",
            body_zh="各村把 C 级、D 级的房子再看一遍，该转的转给住建，转了的在系统里看得到。",
            kind=Kind.ANNOUNCEMENT,
            audience=Audience.STAFF,
            asks_answer=True,
        ),
    ),
)


def publications(cast: Cast, county: Region) -> None:
    """After everybody has a role: whom it is for is written down at that moment."""
    set_hotline(
        by=cast.users["county"],
        at=cast.now - timedelta(days=60),
        county=county.code,
        name_zh="老年人维权热线",
        name_en="Rights of the elderly",
        phone="12348",
        hours="每天早上八点到晚上六点，普通话、闽南话",
    )
    for days, code, login, sheet in PIECES:
        at = cast.now - timedelta(days=days)
        made = write_publication(by=cast.users[login], at=at, region_code=code, sheet=sheet)
        publish_publication(by=cast.users[login], at=at, publication_id=made.id)
        _read(cast, made, days)
    write_publication(
        by=cast.users["county"],
        at=cast.now - timedelta(days=1),
        region_code=county.code,
        sheet=Sheet(
            title_zh="冬天烤火要开窗",
            body_zh="炭火盆不要放在睡觉的屋里，窗开一条缝。",
            topic=Topic.SAFETY,
            kind=Kind.WARNING,
        ),
    )


def _read(cast: Cast, made: Publication, days: int) -> None:
    """Some have opened it, fewer have answered, one village has it on the board."""
    at = cast.now - timedelta(days=days) + timedelta(hours=5)
    for login in ("helper", "village", "volunteer"):
        open_publication(by=cast.users[login], at=at, publication=made)
    if made.asks_answer:
        answer_publication(by=cast.users["village"], at=at, publication_id=made.id)
    if made.on_board:
        post_publication(by=cast.users["village"], at=at, publication_id=made.id, village=VILLAGE)
