"""The world the matrix is walked in: one elder full of canaries, and for every role somebody near and far.

*own* is the elder's village, mandate, seat or organisation; *sibling* the same role one door further (the next village
of the same township, another elder of the same village, another volunteer, another organisation); *parent* the
township above. *nobody* is signed in and holds no role; *stranger* is not signed in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.access.actions.request_export import request_export
from accounts.access.enums import BOUND, TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.connections.actions.add_webhook import add_webhook
from accounts.connections.models import Webhook
from accounts.elders.enums import Power
from accounts.elders.models import CareNote, Elder
from accounts.organisations.models import Organisation
from accounts.people.enums import VolunteerStatus
from accounts.people.models import User, Volunteer
from accounts.policies.actions.draft_policy import draft_policy
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.calls.actions.schedule_call_back import schedule_call_back
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction
from services.orders.actions.assign_member import assign_member
from services.orders.actions.change_record_consent import change_record_consent
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.issue_certificate import issue_certificate
from services.orders.actions.print_timesheet import print_timesheet
from services.orders.actions.report_error import report_error
from services.orders.enums import CorrectionSubject
from services.orders.queries.certified import Scope
from tests import personas
from tests.personas import TOWNSHIP, VILLAGE
from tests.security.house import hand_over, leave_house
from tests.security.things import SEALED, leave_things
from tests.security.things_associations import LET_OFF, LOOKED, belong
from tests.security.things_meals import MEAL_NOTE, STAY_NOTE, leave_meals
from tests.security.things_money import BANK_ACCOUNT, DONOR, GIFT_WORDS, POOL_WORDS, leave_money
from tests.security.things_referrals import REFERRED, leave_referrals
from timebank.ledger.actions.request_reversal import request_reversal
from timebank.ledger.models import Transfer

NEXT_VILLAGE = "350425100202"
NAME, ADDRESS, PHONE, ID_NUMBER = "金丝雀", "鸟鸣巷九十九号", "13877776666", "350425194303017777"
NOTE, ORDER_NOTE, DISPUTE = "怕生的黄狗", "鸟食要加水", "鸟笼没关"
CANARIES = (
    NAME,
    ADDRESS,
    PHONE,
    ID_NUMBER,
    NOTE,
    ORDER_NOTE,
    DISPUTE,
    BANK_ACCOUNT,
    DONOR,
    GIFT_WORDS,
    POOL_WORDS,
    MEAL_NOTE,
    STAY_NOTE,
    REFERRED,
    LET_OFF,
    LOOKED,
    *SEALED,
)
OUTSIDE = "https://hear.example.com/"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Persona:
    """Somebody who knocks. ``relation``: own, sibling, parent or none."""

    role: str
    relation: str
    user: User | None

    def __str__(self) -> str:
        return f"{self.role}/{self.relation}"

    @property
    def near(self) -> bool:
        """True when the elder is theirs: by mandate, seat, organisation or territory."""
        return self.relation in ("own", "parent")

    @property
    def sees_names(self) -> bool:
        """True when they may read who the elder is, somewhere."""
        if not self.near:
            return False
        return BOUND.get(Role(self.role)) != "region" or Permission.ORDER_FOR_ANYONE in TABLE[Role(self.role)]

    @property
    def hidden(self) -> tuple[str, ...]:
        """What they may read nowhere: every canary, but for who gave money where they keep the books of gifts."""
        books = self.role in Role.values and Permission.SUBSIDY_PAY in TABLE[Role(self.role)]
        return tuple(one for one in CANARIES if one != DONOR) if books else CANARIES


@dataclass
class World:
    """``ids``: what the arguments of addresses may be called → the key of something of the canary elder."""

    kanari: Elder
    ids: dict[str, Any] = field(default_factory=dict)
    people: dict[str, list[Persona]] = field(default_factory=dict)


def world() -> World:
    """Everything that exists of the canary elder, and everybody who comes to the door."""
    personas.regions()
    Region.objects.get_or_create(
        code=NEXT_VILLAGE,
        defaults={"name": "良元村", "level": Level.VILLAGE, "parent_id": TOWNSHIP, "pinyin": "", "initials": ""},
    )
    kanari = personas.elder(NAME, minutes=900)
    for name, value in (("address", ADDRESS), ("phone", PHONE), ("id_number", ID_NUMBER)):
        setattr(kanari.person, name, value)
    kanari.person.save()
    here = World(kanari)
    here.people = {role: list(_of_role(Role(role), kanari)) for role in Role}
    here.people |= {
        "nobody": [Persona("nobody", "none", personas.user("周远", village=NEXT_VILLAGE))],
        "stranger": [Persona("stranger", "none", None)],
    }
    _leave_traces(here)
    return here


def _of_role(role: Role, kanari: Elder) -> Iterator[Persona]:
    far = personas.elder(f"陈阿公{role}")
    if BOUND.get(role) == "region":
        for relation, code in (("own", VILLAGE), ("sibling", NEXT_VILLAGE), ("parent", TOWNSHIP)):
            holder = personas.user("某某", village=NEXT_VILLAGE)
            personas.hold(holder, role, region=code)
            yield Persona(role, relation, holder)
        return
    for relation, elder in (("own", kanari), ("sibling", far)):
        holder = personas.user("某某", village=NEXT_VILLAGE)
        personas.hold(holder, role)
        if role in (Role.PROXY, Role.FAMILY):
            personas.mandate(elder, holder, powers=tuple(Power))
        if role == Role.VOLUNTEER:
            now = timezone.now() - 10 * DAY
            Volunteer.objects.create(person=holder.person, status=VolunteerStatus.VERIFIED, verified_at=now)
        yield Persona(role, relation, holder)


def _leave_traces(here: World) -> None:
    kanari, now = here.kanari, timezone.now()
    mei, guo, lian = (_own(here, role) for role in (Role.PROXY, Role.VOLUNTEER, Role.ORGANISATION_MANAGER))
    CareNote.objects.create(elder=kanari, text=NOTE, written_by=mei, written_at=now)
    seat = _served(mei, guo, kanari, at=now - 3 * DAY)
    change_record_consent(by=guo, at=now, given=True)
    taken = personas.order(mei, kanari, at=now)
    taken.note = ORDER_NOTE
    taken.save(update_fields=["note"])
    coming = claim_order(by=guo, at=now, order_id=taken.id)
    sent = personas.order(mei, kanari, at=now, hours=5)
    house = Grant.objects.get(user=lian, role=Role.ORGANISATION_MANAGER).organisation
    assert house is not None
    house_seat = _sent(lian, house, sent.id)
    sheet, _seats = print_timesheet(by=guo, at=now)
    ticket = report_error(
        by=guo, at=now, assignment_id=seat.id, subject=CorrectionSubject.TIME, words="多了十分钟", minutes_said=40
    )
    paper = issue_certificate(by=guo, at=now, scope=Scope())
    here.ids = {
        "elder": kanari.id,
        "person": kanari.person_id,
        "order": taken.id,
        "house_order": sent.id,
        "disputed": _disputed(mei, guo, kanari, at=now - 2 * DAY),
        "assignment": coming.id,
        "house_seat": house_seat.id,
        "served": seat.id,
        "timesheet": sheet.id,
        "ticket": ticket.id,
        "certificate": paper.id,
        "serial": paper.code,
        "organisation": house.id,
        "member": lian.person_id,
        "grant": Grant.objects.get(user=_own(here, Role.VILLAGE_WORKER)).id,
        "item": personas.item().id,
        "webhook": _webhook(lian, house).id,
        "line": 1,
        **leave_house(house, lian, _own(here, Role.DISPATCHER)),
        **hand_over(house, lian, mei, kanari),
        **_asked(kanari),
        **_calls(_own(here, Role.OPERATOR), kanari),
        **leave_things(kanari),
        **leave_money(kanari, house),
        **leave_meals(kanari, mei, guo, house, lian),
        **leave_referrals(kanari),
        **belong(house, lian, kanari),
    }


def _sent(lian: User, house: Any, order_id: Any) -> Any:
    now = timezone.now()
    seat = claim_for_organisation(by=lian, at=now, order_id=order_id, organisation_id=house.id)
    return assign_member(by=lian, at=now, assignment_id=seat.id, person_id=lian.person_id)


def _disputed(mei: User, guo: User, kanari: Elder, *, at: Any) -> Any:
    seat = _served(mei, guo, kanari, at=at, confirmed=False)
    dispute_order(by=mei, at=at + DAY, order_id=seat.order_id, reason=DISPUTE)
    return seat.order_id


def _asked(kanari: Elder) -> dict[str, Any]:
    """What somebody asked for, so that others decide."""
    now, village = timezone.now(), Region.objects.get(code=VILLAGE)
    official = personas.user("文书", Role.COUNTY_OFFICIAL, region=VILLAGE)
    transfer = Transfer.objects.get(key=f"grant:{kanari.id}")
    draft = draft_policy(
        by=official,
        at=now,
        region=village,
        changes={"order.auto_confirm": 72},
        valid_from=timezone.localdate(now) + 30 * DAY,
        citation="测试",
    )
    asked = request_export(by=official, at=now, region=village, layout="CSV", purpose="SURVEY", words="核对")
    reversal = request_reversal(by=official, at=now, transfer_id=transfer.id, reason="试试")
    return {"transfer": transfer.id, "reversal": reversal.id, "draft": draft.id, "export": asked.id}


def _calls(operator: User, kanari: Elder) -> dict[str, Any]:
    now = timezone.now()
    call = start_call(by=operator, at=now, direction=Direction.IN, elder_id=kanari.id)
    call_back = schedule_call_back(
        by=operator, at=now, elder_id=kanari.id, due_at=now + DAY, reason="问一声", call_id=call.id
    )
    return {"call": call.id, "call_back": call_back.id}


def _webhook(manager: User, house: Organisation) -> Webhook:
    given = {"title": "平台", "address": OUTSIDE, "subjects": ["ORDERS"]}
    return add_webhook(by=manager, at=timezone.now(), organisation_id=house.id, **given)


def _own(here: World, role: Role) -> User:
    user = here.people[role][0].user
    assert user is not None
    return user


def _served(mei: User, guo: User, kanari: Elder, *, at: Any, confirmed: bool = True) -> Any:
    order = personas.order(mei, kanari, at=at)
    seat = claim_order(by=guo, at=at, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=kanari.spoken_code)
    check_out(by=guo, at=order.starts_at + timedelta(minutes=30), assignment_id=seat.id)
    if not confirmed:
        return seat
    confirm_order(by=mei, at=order.ends_at + timedelta(hours=1), order_id=order.id, rating=5)
    return seat
