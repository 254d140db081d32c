"""The dossiers of the demo: what was asked at the doors, where the children are, and who comes to visit."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.conclude_agreement import conclude_agreement
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.enums import CarerKind, Channel, Consent, Duty, Source
from accounts.elders.models import Elder, Supporter
from accounts.people.enums import Relation
from accounts.people.models import Person
from timebank.config.demo.people import Cast

BOOK = tomllib.loads((Path(__file__).parent / "dossiers.toml").read_text(encoding="utf-8"))
CITIES = ("泉州晋江", "厦门市", "福州市", "三明市区", "广东东莞", "浙江义乌")
USUAL_AGO = (30, 330)  # days since somebody asked at the door
AWAY_DAYS = (400, 4000)
VISITED_DAYS = 200  # since when the visitors come


def write_dossiers(cast: Cast) -> None:
    """Fill the dossiers of the county's elders through the actions, by those whose work it is."""
    told = {sheet["name"]: sheet for sheet in BOOK["dossier"]}
    for name, elder in cast.elders.items():
        if name not in BOOK["blank"]:
            _write(cast, elder, told.get(name) or _usual(cast, elder))


def _usual(cast: Cast, elder: Elder) -> dict[str, Any]:
    """A dossier like most; the same for the same elder each time, whatever else the demo contains."""
    rng = Random(elder.person.name)  # noqa: S311 - the same demo each time, no secrets
    age = elder.person.age_on(cast.today) or 0
    family = elder.person.name[:1]
    old = ["VERY_OLD"] if age >= 80 else []
    alone = ["ALONE"] if elder.lives_alone else []
    facts = {
        "categories": [*old, *alone],
        "self_care": rng.choice(["ABLE", "ABLE", "PARTLY"]),
        "illnesses": rng.choice([["HYPERTENSION"], ["JOINTS"], ["DIABETES"], []]),
        "lives_with": "ALONE" if elder.lives_alone else rng.choice(["SPOUSE", "GRANDCHILDREN", "CHILDREN"]),
        "smoke_alarm": rng.random() < 0.6,
    }
    kin: dict[str, Any] = {"name": f"{family}{rng.choice(['建华', '秀珍', '文斌', '丽萍'])}", "relation": "CHILD"}
    kin["phone"] = f"138000001{rng.randrange(100):02d}"
    kin["where"] = (
        ["TOGETHER", "", rng.randint(*AWAY_DAYS)]
        if facts["lives_with"] == "CHILDREN"
        else ["AWAY", rng.choice(CITIES), rng.randint(*AWAY_DAYS)]
    )
    visitors = [{"name": "村协理员", "kind": "COORDINATOR", "lead": True}] if rng.random() < 0.7 else []
    return {"ago": rng.randint(*USUAL_AGO), "facts": facts, "kin": [kin], "visitors": visitors}


def _write(cast: Cast, elder: Elder, sheet: Mapping[str, Any]) -> None:
    by = _whose_work(cast, elder)
    _learn(cast, by, elder, sheet.get("older"))
    older = sheet.get("older", {}).get("facts", {})
    usual = {code: answer for code, answer in BOOK["usual"].items() if code not in older}
    _learn(cast, by, elder, {**sheet, "facts": {**usual, **sheet["facts"]}})
    at = cast.now - timedelta(days=min(sheet["ago"], VISITED_DAYS))
    family = [_add_kin(cast, by, at, elder, kin) for kin in sheet.get("kin", [])]
    if agreement := sheet.get("agreement"):
        _agree(cast, by, elder, family[:1], agreement)
    since = timezone.localdate(at)
    if guardian := sheet.get("guardian"):
        name_guardian(by=by, at=at, elder=elder, since=since, **guardian)
    for visitor in sheet.get("visitors", []):
        name_visit_contact(by=by, at=at, elder=elder, since=since, person=_known(cast, visitor["name"]), **visitor)
    _learn(cast, by, elder, sheet.get("later"))


def _learn(cast: Cast, by: Any, elder: Elder, sheet: Mapping[str, Any] | None) -> None:
    if sheet is None:
        return
    at = cast.now - timedelta(days=sheet["ago"])
    record_facts(
        by=by,
        at=at,
        elder=elder,
        values=sheet["facts"],
        source=Source(sheet.get("source", "SURVEY")),
        as_of=timezone.localdate(at),
        reason=sheet.get("reason", ""),
    )


def _agree(cast: Cast, by: Any, elder: Elder, family: list[Supporter], sheet: Mapping[str, Any]) -> None:
    """One that ends soon, and one that nobody has renewed."""
    starts_on = cast.today - timedelta(days=sheet["since"])
    conclude_agreement(
        by=by,
        at=cast.now - timedelta(days=sheet["since"]),
        elder=elder,
        entrusted_by=[one.id for one in family],
        carer_kind=CarerKind.PERSON,
        carer_name=sheet["name"],
        carer_relation=sheet["relation"],
        carer_phone=sheet["phone"],
        duties=[Duty(duty) for duty in sheet["duties"]],
        words=sheet["words"],
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=sheet["days"]),
        consent=Consent.SIGNED,
        evidence=_signed_sheet(sheet["name"]),
    )


def _signed_sheet(name: str) -> bytes:
    """A photo of a sheet as somebody signs it: lines, a flourish, a red seal."""
    rng = Random(name)  # noqa: S311 - a drawing
    paper = Image.new("RGB", (900, 640), "#f4f1ea")
    pen = ImageDraw.Draw(paper)
    for row in range(7):
        pen.line([(90, 90 + row * 48), (rng.randint(560, 810), 90 + row * 48)], fill="#9a968c", width=5)
    points = [(480 + step * 14, 520 + rng.randint(-34, 34)) for step in range(16)]
    pen.line(points, fill="#1f2a44", width=6, joint="curve")
    pen.ellipse([640, 430, 790, 580], outline="#c0392b", width=7)
    sheet = BytesIO()
    paper.save(sheet, "JPEG", quality=80)
    return sheet.getvalue()


def _add_kin(cast: Cast, by: Any, at: datetime, elder: Elder, sheet: Mapping[str, Any]) -> Supporter:
    supporter = add_supporter(
        by=by,
        at=at,
        elder=elder,
        name=sheet["name"],
        relation=Relation(sheet["relation"]),
        phone=sheet["phone"],
        person=_known(cast, sheet.get("login", "")),
    )
    if where := sheet.get("where"):
        _report(cast, by, at, supporter, where, Channel.PHONE)
    if said := sheet.get("said"):
        _report(cast, None, cast.now - timedelta(days=3), supporter, said, Channel.LINK)
    return supporter


def _report(
    cast: Cast, by: Any, at: datetime, supporter: Supporter, told: tuple[str, str, int], channel: Channel
) -> None:
    where, place, days = told
    since: date = cast.today - timedelta(days=days)
    report_whereabouts(by=by, at=at, supporter=supporter, where=where, place=place, since=since, channel=channel)


def _whose_work(cast: Cast, elder: Elder) -> Any:
    """The village worker where there is one in the demo, else the county; nobody of ours in the neighbour county."""
    code = elder.person.home_id
    if code == _person(cast, "village").home_id:
        return cast.users["village"]
    return cast.users["county"] if code.startswith("350425") else None


def _known(cast: Cast, name: str) -> Person | None:
    return _person(cast, name) if name in cast.users else None


def _person(cast: Cast, name: str) -> Person:
    person = cast.users[name].person
    assert person is not None
    return person
