"""What the tests of subsidies share: the old-age allowance and the purchased services of Datian, small."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.access.enums import Role
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.models import Elder
from accounts.people.models import User
from accounts.regions.models import Region
from tests import personas
from tests.personas import COUNTY, NOW
from timebank.subsidies.actions.enrol_elders import Enrol, enrol_elders
from timebank.subsidies.actions.open_programme import open_programme
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.write_edition import EditionSheet, RuleSheet, TierSheet, write_edition
from timebank.subsidies.enums import MoneyFrom, ProgrammeKind
from timebank.subsidies.models import Enrolment, Programme

NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
PAPER = "田政办〔2020〕41号"
LATER = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


def official(name: str = "吴秀珍") -> User:
    return personas.user(name, Role.COUNTY_OFFICIAL, region=COUNTY)


def old_age(by: User, *, fen: int = 1_000_000, **more: Any) -> Programme:
    """80 to 89: ¥50, 90 to 99: ¥100 a month."""
    made = open_programme(
        by=by,
        at=NOW,
        region=Region.objects.get(code=COUNTY),
        code=more.pop("code", "old-age"),
        kind=ProgrammeKind.CASH_ALLOWANCE,
        name_zh=more.pop("name_zh", "高龄津贴"),
        name_en="Old-age allowance",
        group=more.pop("group", ""),
    )
    tiers = (TierSheet(5_000, age_from=80, age_below=90), TierSheet(10_000, age_from=90, age_below=100))
    edition(by, made, tiers=tiers, rules=(RuleSheet("AGE", age_from=80),), **more)
    fund(by, made, fen)
    return made


def purchased(by: User, *, fen: int = 1_000_000, **more: Any) -> Programme:
    """¥80 a month of services in person, for who lives alone or is without kin."""
    made = open_programme(
        by=by,
        at=NOW,
        region=Region.objects.get(code=COUNTY),
        code="purchased",
        kind=ProgrammeKind.IN_KIND,
        name_zh="政府购买服务",
        name_en="Purchased service",
    )
    rules = (RuleSheet("CATEGORY", values=("ALONE", "NO_KIN")),)
    edition(by, made, tiers=(TierSheet(8_000),), rules=rules, in_person_only=True, **more)
    fund(by, made, fen)
    return made


def edition(by: User, programme: Programme, *, valid_from: date = date(2020, 1, 1), **more: Any) -> Any:
    sheet = EditionSheet(valid_from=valid_from, citation=PAPER, **more)
    return write_edition(by=by, at=NOW, programme_id=programme.id, sheet=sheet)


def fund(by: User, programme: Programme, fen: int) -> None:
    if fen:
        put_in(
            by=by,
            at=NOW,
            budget_id=programme.budget_id,
            fen=fen,
            source=MoneyFrom.TREASURY,
            happened_on=date(2026, 1, 5),
            words="年初预算",
        )


def elder(
    name: str = "林细妹", *, born: date = date(1943, 3, 1), village: str = personas.VILLAGE, **more: Any
) -> Elder:
    made = register_elder(by=None, at=NOW, person=personas.person(name, village=village, born=born))
    if more:
        Elder.objects.filter(id=made.id).update(**more)
        made.refresh_from_db()
    return made


def enrol(by: User, programme: Programme, *elders: Elder, since: date = NOVEMBER) -> list[Enrolment]:
    rows = [Enrol(one.id, bank="农商银行", bank_account=f"62210000000{n:05d}") for n, one in enumerate(elders)]
    done = enrol_elders(by=by, at=NOW, programme_id=programme.id, elders=rows, starts_on=since)
    assert not done.refused, done.refused
    return done.made
