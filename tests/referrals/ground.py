"""What the tests of referrals share: Su of the village sends, justice and health answer, each in their county."""

from dataclasses import dataclass
from typing import Any

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Department, Role
from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.models import Elder
from accounts.people.models import User
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.referrals.actions.refer_elder import refer_elder
from services.referrals.enums import Agreed, Kind
from services.referrals.models import Referral
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE

OTHER_COUNTY = "350429"
WHY = "药吃不起了"


@dataclass
class Here:
    lin: Elder
    su: User
    justice: User
    health: User
    elsewhere: User  # justice of the next county


def desk(name: str, department: Department, region: str = COUNTY) -> User:
    made = personas.user(name)
    where = Region.objects.get(code=region)
    give_role(by=None, at=NOW, user=made, role=Role.DEPARTMENT, region=where, department=department)
    return made


def here() -> Here:
    personas.regions()
    Region.objects.get_or_create(
        code=OTHER_COUNTY,
        defaults={"name": "泰宁县", "level": Level.COUNTY, "parent_id": "3504", "pinyin": "", "initials": ""},
    )
    return Here(
        personas.elder(minutes=0),
        personas.user("苏村", Role.VILLAGE_WORKER, region=VILLAGE),
        desk("司法所", Department.JUSTICE),
        desk("卫健局", Department.HEALTH),
        desk("邻县司法", Department.JUSTICE, OTHER_COUNTY),
    )


def neighbour() -> User:
    """The same work in another village."""
    return personas.user("石村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)


def refer(at_home: Here, kind: Kind = Kind.LEGAL_AID, **more: Any) -> Referral:
    facts = {"by": at_home.su, "at": NOW, "elder_id": at_home.lin.id, "reason": WHY, "agreed": Agreed.IN_PERSON}
    return refer_elder(**{**facts, "kind": kind, **more})


def say(elder: Elder, **values: Any) -> None:
    """Write it into the dossier, and let the rules look again."""
    record_facts(by=None, at=NOW, elder=elder, values=values, source=Source.VISIT, as_of=NOW.date())
    judge_elders(at=NOW)
