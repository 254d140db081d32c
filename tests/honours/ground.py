"""The land of honours: a county with two officials, townships, a volunteer who serves, a family that keeps in touch."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from accounts.access.enums import Role
from accounts.elders.actions.add_supporter import add_supporter
from accounts.people.enums import Relation
from services.honours.actions.nominate_candidate import nominate_candidate
from services.honours.actions.open_round import open_round
from services.honours.actions.publish_notice import publish_notice
from services.honours.actions.record_consent import record_consent
from services.honours.actions.shortlist_candidate import shortlist_candidate
from services.honours.enums import Kind
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.visits.actions.record_visit import Gives
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.visits.ground import visit

DAY = timedelta(days=1)
UNTIL = date(2026, 12, 20)
AFTER = NOW + 8 * DAY  # Friday 27 November: the five working days of the notice are over
WORDS = "三年来每周两次帮老人理发、做饭，风雨不停。"
FAMILY_WORDS = "在外打工，天天打电话，每月回来一趟。"


def here() -> SimpleNamespace:
    """Everybody. ``su`` is the village, ``shi`` the township, ``chen`` and ``ye`` the county, ``zhang`` elsewhere."""
    guo, lin = personas.volunteer("郑国忠"), personas.elder("林细妹")
    son = personas.user("林阿强", Role.FAMILY)
    return SimpleNamespace(
        guo=guo,
        lin=lin,
        son=son,
        supporter=add_supporter(by=None, at=NOW, elder=lin, name="林阿强", relation=Relation.CHILD, person=son.person),
        su=personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE),
        shi=personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP),
        chen=personas.user("陈县长", Role.COUNTY_OFFICIAL, region=COUNTY),
        ye=personas.user("叶县长", Role.COUNTY_OFFICIAL, region=COUNTY),
        zhang=personas.user("别镇的人", Role.TOWNSHIP_OFFICIAL, region=OTHER_VILLAGE[:9]),
    )


def opened(at: Any, *, by: Any = None, moment: datetime = NOW, **more: Any):
    said = {"county": COUNTY, "carers": 1, "families": 1, "collect_until": UNTIL, **more}
    return open_round(by=by or at.chen, at=moment, **said)


def nominated(at: Any, found: Any, *, by: Any = None, words: str = WORDS):
    return nominate_candidate(
        by=by or at.shi, at=NOW, round_id=found.id, kind=Kind.CARER, words=words, person_id=at.guo.person_id
    )


def family(at: Any, found: Any, *, by: Any = None, words: str = FAMILY_WORDS):
    return nominate_candidate(
        by=by or at.shi,
        at=NOW,
        round_id=found.id,
        kind=Kind.FAMILY,
        words=words,
        elder_id=at.lin.id,
        supporter_id=at.supporter.id,
    )


def agree(at: Any, one: Any, *, by: Any = None) -> None:
    for whose in one.needs:
        record_consent(by=by or at.su, at=NOW, candidacy_id=one.id, whose=whose)


def on_notice(at: Any, found: Any, *some: Any) -> None:
    """Shortlisted, agreed, put on notice by ``chen``."""
    for one in some:
        shortlist_candidate(by=at.chen, at=NOW, candidacy_id=one.id)
        agree(at, one)
    publish_notice(by=at.chen, at=NOW, round_id=found.id)
    found.refresh_from_db()
    for one in some:
        one.refresh_from_db()


def serve(guo: Any, elder: Any, *, at: datetime, by: Any, minutes: int = 30, rating: int = 5):
    """An order that was claimed, done and confirmed."""
    order = personas.order(by, elder, at=at)
    seat = claim_order(by=guo, at=at, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=elder.spoken_code)
    check_out(by=guo, at=order.starts_at + timedelta(minutes=minutes), assignment_id=seat.id)
    confirm_order(by=by, at=order.ends_at + timedelta(hours=1), order_id=order.id, rating=rating)
    return order


def look_in(at: Any, *, days: int, **given: str):
    """The village looked in and wrote down what the son does."""
    moment = NOW - days * DAY
    noted = {"money": "ENOUGH", "care": "SOME", "comfort": "ENOUGH", **given}
    gives = Gives(at.supporter.id, last_contact_on=(moment - 2 * DAY).date(), **noted)
    return visit(at.su, at.lin, at=moment, supporters=[gives])
