"""Many at once leave exactly the rows that one after the other would."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from accounts.access.enums import Role
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.enter_elder import DuplicateElder, enter_elder
from accounts.elders.actions.enter_elders import Named, Newcomer, Supports, enter_elders
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.register_elder import NotAnElder
from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.enums import Channel, GuardianKind, Source, VisitorKind, Where
from accounts.elders.kinds import BadValue
from accounts.elders.models import Change, Elder, Fact, Guardian, Supporter, VisitContact, Whereabouts
from accounts.journal.models import Event
from accounts.people.enums import Relation
from accounts.people.models import Person
from accounts.refusals import NotFound
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from tests.rosters.ground import number

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
BORN = date(1943, 4, 12)
FACTS = {"lives_with": "ALONE", "needs": ["MEALS"], "farm_work": None, "house": "砖房两层"}
LIN = Newcomer(
    name="林水金",
    gender="MALE",
    birth_on=BORN,
    home_code=VILLAGE,
    id_number=number(BORN, 997),
    phone="13800000001",
    address="3 组 8 号",
    facts=FACTS,
    supporters=(
        Supports("林强", Relation.CHILD, "13800000002", Where.AWAY, "厦门", date(2024, 3, 1)),
        Supports("林英", Relation.CHILD),
    ),
    visitor=Named("乐建国", "13800000003"),
    guardian=Named("林英"),
)
OF_ELDER: tuple[type[models.Model], ...] = (Fact, Supporter, VisitContact, Guardian, Change)
NEVER_THE_SAME = {
    "id",
    "elder",
    "person",
    "supporter",
    "about_id",
    "spoken_code",
    "card_token",
    "subject_id",
    "sequence",
}


@pytest.fixture
def le():
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)


def one_by_one(by: Any, said: Newcomer) -> Elder:
    elder = enter_elder(
        by=by,
        at=NOW,
        name=said.name,
        gender=said.gender,
        birth_on=said.birth_on,
        home_code=said.home_code,
        id_number=said.id_number,
        phone=said.phone,
        address=said.address,
    )
    record_facts(by=by, at=NOW, elder=elder, values=said.facts, source=Source.IMPORT, as_of=TODAY)
    for one in said.supporters:
        kin = add_supporter(by=by, at=NOW, elder=elder, name=one.name, relation=one.relation, phone=one.phone)
        if one.where and one.since:
            stay = {"where": one.where, "place": one.place, "since": one.since, "channel": Channel.IMPORT}
            report_whereabouts(by=by, at=NOW, supporter=kin, **stay)
    assert said.visitor
    assert said.guardian
    visitor = {"name": said.visitor.name, "phone": said.visitor.phone, "kind": VisitorKind.OTHER}
    name_visit_contact(by=by, at=NOW, elder=elder, **visitor, lead=True, since=TODAY)
    guardian = {"name": said.guardian.name, "phone": said.guardian.phone, "kind": GuardianKind.FAMILY}
    name_guardian(by=by, at=NOW, elder=elder, **guardian, since=TODAY)
    return Elder.objects.get(pk=elder.pk)


def rows_of(elder: Elder) -> dict[str, list[dict[str, Any]]]:
    """Everything stored of them, without what is never the same twice."""
    found = {model.__name__: model._default_manager.filter(elder=elder) for model in OF_ELDER}
    found |= {
        "Elder": Elder.objects.filter(pk=elder.pk),
        "Person": Person.objects.filter(pk=elder.person_id),
        "Whereabouts": Whereabouts.objects.filter(supporter__elder=elder),
        "Event": Event.objects.filter(subject_id=elder.id),
    }
    return {name: sorted((_plain(row) for row in rows), key=repr) for name, rows in found.items()}


def _plain(row: models.Model) -> dict[str, Any]:
    plain = {one.name: getattr(row, one.attname) for one in row._meta.fields if one.name not in NEVER_THE_SAME}
    if isinstance(row, Event):
        plain["detail"] = {k: v for k, v in row.detail.items() if k not in ("supporter", "contact", "guardian")}
        plain.pop("recorded_at")
    if isinstance(row, Person):
        plain.pop("created_at")
    return plain


def test_many_at_once_leave_the_rows_of_one_by_one(le):
    alone = one_by_one(le, LIN)
    was = rows_of(alone)
    with_everybody = enter_elders(
        by=le,
        at=NOW,
        newcomers=[replace(LIN, id_number=number(BORN, 995)), replace(LIN, id_number=number(BORN, 993), facts={})],
        source=Source.IMPORT,
    )
    became = rows_of(Elder.objects.get(pk=with_everybody[0].pk))
    for person in (*was["Person"], *became["Person"]):
        assert person.pop("id_number")
        assert person.pop("id_index")
    assert became == was
    assert [len(rows) for rows in was.values()] == [3, 2, 1, 1, 4, 1, 1, 1, 7]
    assert with_everybody[1].complete_percent < with_everybody[0].complete_percent == alone.complete_percent


def test_a_hundred_take_as_many_statements_as_two(le):
    def statements(count: int, first: int) -> int:
        newcomers = [
            replace(LIN, id_number=number(BORN + timedelta(days=first + n), 997), birth_on=BORN + timedelta(first + n))
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as seen:
            enter_elders(by=le, at=NOW, newcomers=newcomers, source=Source.IMPORT)
        return len(seen)

    assert statements(2, 0) == statements(100, 2)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"home_code": OTHER_VILLAGE}, NotFound),
        ({"facts": {"lives_with": "ON_THE_MOON"}}, BadValue),
        ({"birth_on": date(1980, 1, 1), "id_number": number(date(1980, 1, 1), 997)}, NotAnElder),
        ({"id_number": LIN.id_number}, DuplicateElder),
    ],
)
def test_one_that_cannot_be_entered_leaves_none(le, changes, refusal):
    good = replace(LIN, id_number=number(BORN, 995))
    personas.person("somebody")
    enter_elders(by=le, at=NOW, newcomers=[LIN], source=Source.IMPORT)
    before = Elder.objects.count(), Person.objects.count(), Event.objects.count()
    with pytest.raises(refusal):
        enter_elders(
            by=le,
            at=NOW,
            newcomers=[good, replace(good, **{"id_number": number(BORN, 993), **changes})],
            source=Source.IMPORT,
        )
    assert (Elder.objects.count(), Person.objects.count(), Event.objects.count()) == before


def test_an_outsider_enters_nobody():
    hua = personas.user("华玉兰", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    with pytest.raises(NotFound):
        enter_elders(by=hua, at=NOW, newcomers=[LIN], source=Source.IMPORT)
    assert not Elder.objects.exists()
