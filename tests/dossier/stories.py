"""What the stories of the dossier begin with: a worker of Lin's village, Lin, and her two children."""

from datetime import date
from typing import Any

from accounts.access.enums import Role
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.enums import Channel, GuardianKind, Source, VisitorKind, Where
from accounts.elders.fields import FIELDS
from accounts.elders.kinds import Choice, Choices, Day, Text, Whole
from accounts.elders.models import Elder, Supporter
from accounts.people.enums import Relation
from accounts.people.id_numbers import check_character
from accounts.people.models import User
from tests import personas
from tests.personas import NOW

TODAY = date(2026, 11, 19)


def worker(*, village: str = personas.VILLAGE) -> User:
    """Somebody who keeps the registry of one village."""
    return personas.user("郑美兰", Role.VILLAGE_WORKER, village=village, region=village)


def stranger() -> User:
    """The same role in the next village."""
    personas.regions()
    return worker(village=personas.OTHER_VILLAGE)


def id_number(born: str = "19430301", serial: str = "022") -> str:
    """A valid number; an even ``serial`` is a woman's."""
    digits = f"350425{born}{serial}"
    return digits + check_character(digits)


def daughter(elder: Elder, by: Any = None) -> Supporter:
    return add_supporter(by=by, at=NOW, elder=elder, name="林小燕", relation=Relation.CHILD, phone="13900000001")


def answer(code: str) -> Any:
    """Some value that the field takes."""
    match FIELDS[code].kind:
        case Choice(options):
            return next(iter(options))
        case Choices(options):
            return [next(iter(options))]
        case Whole():
            return 0
        case Day():
            return "2026-03-01"
        case Text():
            return "有"
    return False


def fill(elder: Elder, *, by: Any = None, as_of: date = TODAY) -> None:
    """Leave nothing open in the dossier."""
    person = elder.person
    person.id_number, person.registered_id = id_number(), person.home_id
    person.save()
    values = {code: answer(code) for code in FIELDS}
    record_facts(by=by, at=NOW, elder=elder, values=values, source=Source.SURVEY, as_of=as_of)
    child = daughter(elder, by)
    since = date(2019, 3, 1)
    report_whereabouts(
        by=by, at=NOW, supporter=child, where=Where.AWAY, place="泉州晋江", since=since, channel=Channel.VISIT
    )
    name_guardian(by=by, at=NOW, elder=elder, kind=GuardianKind.FAMILY, name="林小燕", relation="女儿", since=since)
    name_visit_contact(
        by=by, at=NOW, elder=elder, name="郑美兰", kind=VisitorKind.ASSISTANT, lead=True, since=date(2026, 1, 1)
    )
