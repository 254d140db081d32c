"""Organisations of the demo: one with all its papers, one that waits for the county, somebody who would like to belong.

Everything goes through the actions; the days stand relative to now.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PIL import Image, ImageDraw

from accounts.organisations.actions.add_paper import add_paper
from accounts.organisations.actions.apply_organisation import NewPaper, apply_organisation
from accounts.organisations.actions.ask_to_join import ask_to_join
from accounts.organisations.actions.change_member import change_member
from accounts.organisations.actions.describe_organisation import describe_organisation
from accounts.organisations.actions.enter_leave import enter_leave
from accounts.organisations.actions.name_team import name_team
from accounts.organisations.actions.set_member_hours import set_member_hours
from accounts.organisations.actions.sign_contract import Price, sign_contract
from accounts.organisations.actions.verify_organisation import verify_organisation
from accounts.organisations.credit_code import check_character
from accounts.organisations.enums import AbsenceKind, MemberRole, OrganisationKind, PaperKind
from accounts.organisations.models import Member, Organisation
from accounts.people.models import User
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Menu, Step

COUNTY, JUNXI, SHIPAI, SHANGJING = "350425", "350425100", "350425101", "350425102"
WEEK = range(5)
OFFICE = {day: (time(8), time(17, 30)) for day in WEEK}
PRICES = {
    "haircut": (1500, 2),
    "bath": (8000, 4),
    "cleaning": (4500, 4),
    "housekeeper": (5500, 4),
    "lunch": (700, 31),
}
SUMMARY = "上门助浴、理发、打扫，陪老人说话看病。社工都有证，周末也能叫。"
RULES = "不收老人的钱物；进门先报姓名；老人不愿意就不做；做完请老人或家里点头。"
# Those who stand beside it: kind, name, where, who runs it, what it does. Only the second has no licence.
OTHERS = (
    (OrganisationKind.CANTEEN, "白岩老饭桌", f"{JUNXI}001", "池秋香", "中午一荤两素一汤，走不动的送上门。"),
    (
        OrganisationKind.MUTUAL_AID,
        "温镇村老人互助组",
        f"{JUNXI}209",
        "余志强",
        "年纪轻的帮年纪大的：挑水、说说话。",
    ),
)
APPLYING = (OrganisationKind.HOME_CARE, "大田县清晨家政服务有限公司", "张金莲", "钟点工、深度打扫，有固定的十二个人。")


def licence_of(number: int) -> str:
    """A code whose check character is right and that nobody has."""
    first = f"52350425MJD{number:06d}"
    return first + check_character(first)


def houses(cast: Cast, menu: Menu) -> Iterator[Step]:
    """The steps, each at its time."""
    days = timedelta(days=1)
    return iter(
        [
            Step(cast.now - 300 * days, partial(_stand_beside, cast, cast.now - 300 * days)),
            Step(cast.now - 200 * days, partial(_describe, cast, cast.now - 200 * days)),
            Step(cast.now - 120 * days, partial(_contract, cast, menu, cast.now - 120 * days)),
            Step(cast.now - 30 * days, partial(_teams, cast, cast.now - 30 * days)),
            Step(cast.now - 2 * days, partial(_ask, cast, cast.now - 2 * days)),
            Step(cast.now - days, partial(_apply, cast, cast.now - days)),
        ]
    )


def _house(cast: Cast) -> Organisation:
    assert cast.organisation is not None
    return cast.organisation


def _describe(cast: Cast, at: datetime) -> None:
    house, manager = _house(cast), cast.users["manager"]
    Organisation.objects.filter(id=house.id).update(credit_code=licence_of(1))
    describe_organisation(
        by=manager,
        at=at,
        organisation_id=house.id,
        phone="0598-7223344",
        summary=SUMMARY,
        rules=RULES,
        areas=[],
        hours={**OFFICE, 5: (time(8), time(12))},
        most_a_day=30,
    )
    papers = (
        (PaperKind.LICENCE, licence_of(1), "大田县民政局", 41, True),
        (PaperKind.INSURANCE, "PYAA20260001", "人保财险大田支公司", 160, False),
        (PaperKind.FIRE, "田消检〔2026〕18号", "大田县消防救援大队", 210, False),
    )
    for kind, number, issuer, left, drawn in papers:
        add_paper(
            by=manager,
            at=at,
            organisation_id=house.id,
            kind=kind,
            number=number,
            issuer=issuer,
            valid_until=cast.today + timedelta(days=left),
            content=_sheet(house.name) if drawn else None,
        )


def _contract(cast: Cast, menu: Menu, at: datetime) -> None:
    year = cast.today.year
    prices = [Price(code, fen, most) for code, (fen, most) in PRICES.items() if code in menu]
    sign_contract(
        by=cast.users["county"],
        at=at,
        organisation_id=_house(cast).id,
        region_code=COUNTY,
        number=f"{year}-08",
        title="居家养老线下服务",
        citation="田政办〔2020〕41号，政府购买服务",
        signed_on=date(year, 1, 1),
        starts_on=date(year, 1, 1),
        ends_on=date(year + 1, 12, 31),
        prices=prices,
    )


def _member(house: Organisation, name: str) -> Member:
    return Member.objects.get(organisation=house, person__name=name)


def _teams(cast: Cast, at: datetime) -> None:
    house, manager = _house(cast), cast.users["manager"]
    by: dict[str, Any] = {"by": manager, "at": at}
    bathing = name_team(**by, organisation_id=house.id, name="助浴队")
    talking = name_team(**by, organisation_id=house.id, name="陪伴队")
    change_member(**by, member_id=_member(house, "林雅芳").id, role=MemberRole.DISPATCHER, team_id=talking.id)
    for name in ("余丽钦", "陈水旺"):
        change_member(**by, member_id=_member(house, name).id, role=MemberRole.MEMBER, team_id=bathing.id)
    change_member(**by, member_id=_member(house, "章文斌").id, role=MemberRole.MEMBER, team_id=talking.id)
    # Somebody who has nothing today: what the demo plans stands at any hour, also on a Sunday night.
    set_member_hours(**by, member_id=_member(house, "章文斌").id, hours=OFFICE)
    # From the day after tomorrow on: what is planned for today and tomorrow stays with whoever has it.
    first = cast.today + timedelta(days=3)
    enter_leave(
        **by,
        member_id=_member(house, "廖志强").id,
        first_on=first,
        last_on=first + timedelta(days=2),
        kind=AbsenceKind.FARM,
    )


def _ask(cast: Cast, at: datetime) -> None:
    ask_to_join(
        by=cast.users["volunteer2"],
        at=at,
        organisation_id=_house(cast).id,
        words="会做饭，周一到周五上午都行。健康证正在补办。",
    )


def _stand_beside(cast: Cast, at: datetime) -> None:
    """Two more that the county has verified."""
    for number, (kind, name, region, who, summary) in enumerate(OTHERS, start=2):
        licensed = kind == OrganisationKind.CANTEEN
        made = _applied(cast, at, kind, name, region, cast.users[who], summary, licence_of(number) if licensed else "")
        verify_organisation(by=cast.users["county"], at=at + timedelta(hours=5), organisation_id=made.id)


def _apply(cast: Cast, at: datetime) -> None:
    kind, name, who, summary = APPLYING
    _applied(cast, at, kind, name, JUNXI, cast.users[who], summary, licence_of(9), areas=(JUNXI, SHIPAI))


def _applied(
    cast: Cast,
    at: datetime,
    kind: OrganisationKind,
    name: str,
    region: str,
    by: User,
    summary: str,
    licence: str,
    areas: tuple[str, ...] = (),
) -> Organisation:
    papers = [NewPaper(PaperKind.LICENCE, _sheet(name), licence)] if licence else []
    return apply_organisation(
        by=by,
        at=at,
        kind=kind,
        name=name,
        region_code=region,
        phone="0598-7225566",
        credit_code=licence,
        summary=summary,
        areas=areas,
        papers=papers,
    )


def _sheet(name: str) -> bytes:
    """A picture that stands for a licence: a frame and lines; nobody's real paper."""
    picture = Image.new("RGB", (900, 640), "#fbf7ec")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 879, 619), outline="#a3211b", width=6)
    pen.rectangle((40, 40, 859, 599), outline="#a3211b", width=2)
    for line in range(8):
        pen.line((120, 220 + 44 * line, 300 + 60 * (len(name) % 7), 220 + 44 * line), fill="#5c6960", width=5)
    pen.ellipse((650, 430, 790, 570), outline="#c2371f", width=6)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
