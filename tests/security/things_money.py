"""What programmes keep of the canary elder: enrolled, in a month that is drawn up, and what was given."""

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.models import Elder
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from accounts.regions.models import Region
from tests import personas
from tests.personas import VILLAGE
from timebank.ledger.actions.grant_minutes import grant_minutes
from timebank.purses.actions.give_for_orders import give_for_orders
from timebank.purses.models import PoolGrant
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.enrol_elders import Enrol, enrol_elders
from timebank.subsidies.actions.open_budget import open_budget
from timebank.subsidies.actions.open_programme import open_programme
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.write_edition import EditionSheet, TierSheet, write_edition
from timebank.subsidies.enums import MoneyFrom, ProgrammeKind
from timebank.subsidies.models import Statement

BANK_ACCOUNT, DONOR = "6222020000007777", "爱鸟的人"
GIFT_WORDS, POOL_WORDS = "给你添把小米", "屋檐下的鸟窝"


def leave_money(kanari: Elder, organisation: Any) -> dict[str, Any]:
    """Ids of a programme, an enrolment, a run and its row, a budget, a gift and a statement."""
    now = timezone.now()
    today = timezone.localdate(now)
    village = Region.objects.get(code=VILLAGE)
    by: dict[str, Any] = {"by": personas.user("会计", Role.COUNTY_OFFICIAL, region=VILLAGE), "at": now}
    programme = open_programme(
        **by, region=village, code="birds", kind=ProgrammeKind.CASH_ALLOWANCE, name_zh="鸟食补贴", name_en="Bird food"
    )
    sheet = EditionSheet(valid_from=date(2020, 1, 1), citation="测试", tiers=(TierSheet(100),))
    edition = write_edition(**by, programme_id=programme.id, sheet=sheet)
    asked = [Enrol(kanari.id, bank="鸟银行", bank_account=BANK_ACCOUNT)]
    done = enrol_elders(**by, programme_id=programme.id, elders=asked, starts_on=today.replace(day=1))
    run = draw_run(**by, programme_id=programme.id, month=today)
    budget = open_budget(**by, region=village, name="鸟的预算")
    gift = put_in(
        **by,
        budget_id=budget.id,
        fen=100,
        source=MoneyFrom.GIFT,
        happened_on=today - timedelta(days=1),
        words="一点心意",
        donor=DONOR,
    )
    row = run.rows.get()
    statement = Statement.objects.create(
        organisation=organisation, region=village, month=today.replace(day=1), made_at=now, made_by=by["by"]
    )
    return {
        **leave_purse(kanari, now, by["by"]),
        "programme": programme.id,
        "edition": edition.id,
        "enrolment": done.made[0].id,
        "run": run.id,
        "run_row": row.id,
        "budget": budget.id,
        "movement": gift.id,
        "statement": statement.id,
    }


def leave_purse(kanari: Elder, now: Any, official: Any) -> dict[str, Any]:
    """Ids of a gift for the elder's orders and of a grant of the pool."""
    giver = personas.user("鸟友", Role.VOLUNTEER)
    Kinship.objects.create(person=kanari.person, relative=giver.person, relation=Relation.OTHER)
    county = Region.objects.get(code=VILLAGE[:6])
    grant_minutes(by=None, at=now, person=giver.person, county=county, amount=60, key="birds", reason="测试")
    purse = give_for_orders(
        by=giver, at=now, giver=giver.person, elder=kanari, amount=30, key="birds", words=GIFT_WORDS
    )
    pool = PoolGrant.objects.create(
        elder=kanari,
        minutes_a_month=30,
        days=DateRange(timezone.localdate(now), None),
        because=POOL_WORDS,
        granted_at=now,
        granted_by=official,
    )
    return {"purse": purse.id, "pool_grant": pool.id}
