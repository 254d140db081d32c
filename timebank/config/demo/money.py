"""Subsidies of the demo: the county's programmes, a posted month and one that waits, a voucher that paid for a service,
and what a village keeps of its own."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.people.enums import Gender
from accounts.people.models import Person, User
from accounts.regions.models import Region
from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.place_order import Line, place_order
from services.orders.enums import EvidenceKind
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Menu
from timebank.subsidies.actions.decide_run import decide_run
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.enrol_elders import Enrol, enrol_elders
from timebank.subsidies.actions.load_programmes import load_programmes
from timebank.subsidies.actions.make_statements import make_statements
from timebank.subsidies.actions.open_budget import open_budget
from timebank.subsidies.actions.propose_run import propose_run
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.report_paid import report_paid
from timebank.subsidies.actions.spend import spend
from timebank.subsidies.enums import MoneyFor, MoneyFrom
from timebank.subsidies.models import Programme
from timebank.subsidies.queries.eligible import candidates

CASH, SERVICES = "old-age-allowance", "purchased-service"
BOUGHT = "housekeeper"  # paid by the voucher, done by the organisation under its contract
WORKER = "余丽钦"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def money(cast: Cast, menu: Menu, county: Region) -> None:
    """Everything after the rest of the demo has happened."""
    clerk = _clerk(cast, county)
    load_programmes(by=clerk, at=cast.since, region=county)
    programmes = {one.code: one for one in Programme.objects.filter(region=county)}
    year = date(cast.today.year, 1, 1)
    for code, fen in ((CASH, 12_000_000), (SERVICES, 6_000_000)):
        put_in(
            by=clerk,
            at=cast.now,
            budget_id=programmes[code].budget_id,
            fen=fen,
            source=MoneyFrom.TREASURY,
            happened_on=year,
            words=f"{year.year} 年县级财政预算",
        )
    month = cast.today.replace(day=1)
    _enrol(cast, programmes[CASH], month - relativedelta(months=2), leave=2)
    _enrol(cast, programmes[SERVICES], month, leave=3)
    last = _post(cast, clerk, programmes[CASH], month - relativedelta(months=1))
    report_paid(by=clerk, at=cast.now, run_id=last, paid_on=cast.today - 3 * DAY)
    _post(cast, clerk, programmes[SERVICES], month)
    waits = draw_run(by=clerk, at=cast.now, programme_id=programmes[CASH].id, month=month)
    propose_run(by=clerk, at=cast.now, run_id=waits.id)
    _bought(cast, menu)
    for one in (month - relativedelta(months=1), month):
        make_statements(by=clerk, at=cast.now, region=county, month=one)
    _village(cast)


def _clerk(cast: Cast, county: Region) -> User:
    """A second person at the county: proposes what the login ``county`` decides on. Nobody signs in as them."""
    person = Person.objects.create(
        name="郭文彬",
        gender=Gender.MALE,
        birth_on=date(cast.today.year - 41, 5, 6),
        home=cast.elders["池金土"].person.home,
    )
    clerk = User.objects.create_user("guowenbin", None, person=person)
    give_role(by=None, at=cast.since, user=clerk, role=Role.COUNTY_OFFICIAL, region=county)
    return clerk


def _enrol(cast: Cast, programme: Programme, since: date, *, leave: int) -> None:
    """All who are entitled but a few, whom the township finds on its list."""
    entitled = list(candidates(programme, month=since, codes=[programme.region_id]))
    mine = {cast.elders[name].id for name in ("池金土", "范细妹", "连玉英")}
    entitled.sort(key=lambda one: (one.elder_id not in mine, one.elder_id))
    chosen = entitled[: max(1, len(entitled) - leave)]
    enrol_elders(
        by=cast.users["county"],
        at=cast.now,
        programme_id=programme.id,
        elders=[
            Enrol(one.elder_id, bank="大田农商银行" if n % 5 else "", bank_account=f"62218402{n:08d}" if n % 5 else "")
            for n, one in enumerate(chosen, 1)
        ],
        starts_on=since,
    )


def _post(cast: Cast, clerk: User, programme: Programme, month: date) -> Any:
    run = draw_run(by=clerk, at=cast.now, programme_id=programme.id, month=month)
    propose_run(by=clerk, at=cast.now, run_id=run.id)
    return decide_run(by=cast.users["county"], at=cast.now, run_id=run.id, approve=True).id


def _bought(cast: Cast, menu: Menu) -> None:
    """The helper orders a housekeeper: once done and confirmed yesterday, once to come, both paid by the voucher."""
    helper, manager, elder = cast.users["helper"], cast.users["manager"], cast.elders["范细妹"]
    if BOUGHT not in menu or cast.organisation is None:
        return
    started = cast.now - 26 * HOUR
    order = _order(cast, menu, helper, started - HOUR, started)
    house, worker = cast.organisation, cast.users[WORKER]
    assert worker.person_id is not None
    seat = claim_for_organisation(by=manager, at=started - HOUR / 2, order_id=order.id, organisation_id=house.id)
    assign_member(by=manager, at=started - HOUR / 3, assignment_id=seat.id, person_id=worker.person_id)
    check_in(by=worker, at=started, assignment_id=seat.id, method=EvidenceKind.CODE, code=elder.spoken_code)
    check_out(by=worker, at=started + 2 * HOUR, assignment_id=seat.id)
    confirm_order(by=helper, at=started + 5 * HOUR, order_id=order.id, rating=5, comment="干净利落")


def _order(cast: Cast, menu: Menu, helper: User, at: datetime, starts_at: datetime) -> Any:
    return place_order(
        by=helper,
        at=at,
        elder_id=cast.elders["范细妹"].id,
        lines=[Line(menu[BOUGHT].item_id)],
        starts_at=starts_at,
        ends_at=starts_at + 2 * HOUR,
    )


def _village(cast: Cast) -> None:
    """A village's own money: a share of the collective's income, a gift with its receipt, the stove of the canteen."""
    worker = cast.users["village"]
    place = worker.grants.filter(region__isnull=False).values_list("region", flat=True).first()
    village = Region.objects.get(code=place)
    budget = open_budget(by=worker, at=cast.now - 90 * DAY, region=village, name="留守老人关爱资金")
    by: dict[str, Any] = {"by": worker, "at": cast.now, "budget_id": budget.id}
    put_in(
        **by,
        fen=860_000,
        source=MoneyFrom.COLLECTIVE,
        happened_on=cast.today - 80 * DAY,
        words="村集体茶山租金，村民代表会议决定",
        share_percent=Decimal(5),
    )
    put_in(
        **by,
        fen=200_000,
        source=MoneyFrom.GIFT,
        happened_on=cast.today - 40 * DAY,
        words="老饭桌买米买油",
        donor="乡贤林金水",
    )
    spend(
        **by,
        fen=93_500,
        purpose=MoneyFor.RUNNING,
        happened_on=cast.today - 20 * DAY,
        words="老饭桌换灶头",
    )
