"""One service, done and confirmed, and the people who look after its record."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.access.enums import Role
from accounts.elders.models import Elder
from accounts.people.models import User
from accounts.policies.models import Policy
from accounts.policies.shape import Rule
from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE


@dataclass
class Stage:
    """Lin is served by Guo; Mei acts for Lin; the village, the township and the county look after the record."""

    lin: Elder
    mei: User
    guo: User
    village: User
    township: User
    county: User


def stage() -> Stage:
    lin = personas.elder(minutes=300)
    return Stage(
        lin,
        personas.proxy(lin),
        personas.volunteer(),
        personas.user("范成", Role.VILLAGE_WORKER, region=VILLAGE),
        personas.user("吴敏", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP),
        personas.user("苏平", Role.COUNTY_OFFICIAL, region=COUNTY),
    )


def served(
    here: Stage, *, minutes: int = 47, method: str = "code", at: datetime = NOW, by: User | None = None
) -> Assignment:
    """An order of Lin's that Guo has served and nobody has confirmed."""
    guo = by or here.guo
    order = personas.order(here.mei, here.lin, at=at)
    seat = claim_order(by=guo, at=at, order_id=order.id)
    return _work(here, order, seat, guo, minutes, method)


def served_by_member(here: Stage, organisation, manager: User, member: User, *, minutes: int = 47) -> Assignment:
    """The same by a member whom an organisation sends."""
    order = personas.order(here.mei, here.lin)
    seat = claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=organisation.id)
    seat = assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=member.person_id)
    return _work(here, order, seat, member, minutes, "code")


def _work(here: Stage, order: Order, seat: Assignment, who: User, minutes: int, method: str) -> Assignment:
    code = here.lin.spoken_code if method == "code" else ""
    check_in(by=who, at=order.starts_at, assignment_id=seat.id, method=method, code=code)
    return check_out(by=who, at=order.starts_at + timedelta(minutes=minutes), assignment_id=seat.id)


def confirmed(here: Stage, **how) -> Assignment:
    """A service done and confirmed by Mei an hour later."""
    seat = served(here, **how)
    confirm_order(by=here.mei, at=seat.order.ends_at + timedelta(hours=1), order_id=seat.order_id, rating=5)
    seat.refresh_from_db()
    return seat


def rule(rule: Rule, value) -> None:
    """The county sets a rule."""
    personas.regions()
    Policy.objects.create(
        code=rule.code,
        region_id=COUNTY,
        valid=DateRange(NOW.date().replace(year=2020), None),
        value=value,
        citation="测试县文",
    )
