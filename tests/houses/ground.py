"""Two organisations: Lian runs the first and has sent Yu, who served; Chen runs the second."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from tests import personas
from tests.personas import NOW


def ground(at: datetime = NOW) -> SimpleNamespace:
    lian, yu, chen, fan = (personas.user(name) for name in ("连晓雯", "余丽钦", "陈理", "范德明"))
    house, other = personas.organisation(lian, yu), personas.organisation(chen, fan, name="清泉家政")
    lin = personas.elder(minutes=6000)
    return SimpleNamespace(
        at=at, lian=lian, yu=yu, chen=chen, fan=fan, house=house, other=other, lin=lin, mei=personas.proxy(lin)
    )


def seat(here: SimpleNamespace, *, hours: float = 2, person=None):
    """A seat of the first organisation, ``hours`` from now."""
    order = personas.order(here.mei, here.lin, at=here.at, hours=hours)
    made = claim_for_organisation(by=here.lian, at=here.at, order_id=order.id, organisation_id=here.house.id)
    if person is not None:
        made = assign_member(by=here.lian, at=here.at, assignment_id=made.id, person_id=person.person_id)
    return made


def served(here: SimpleNamespace, *, hours: float = 2, minutes: int = 60, code: bool = True, person=None):
    """One that was served: an hour was planned."""
    who = person or here.yu
    made = seat(here, hours=hours, person=who)
    start = made.order.starts_at
    proof = {"method": "code", "code": here.lin.spoken_code} if code else {"method": "none"}
    check_in(by=who, at=start, assignment_id=made.id, **proof)
    check_out(by=who, at=start + timedelta(minutes=minutes), assignment_id=made.id)
    made.refresh_from_db()
    return made
