"""Where the rules bite in orders: price, credit, who may claim, who may spend; and what a posting remembers."""

from datetime import date, timedelta

import pytest

from accounts.people.models import Kinship, Volunteer
from services.catalogue.queries import versions_of
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.place_order import TooYoungToSpend
from services.orders.actions.seating import NotEligible
from services.orders.queries.quote import quote
from tests import personas
from tests.personas import NOW
from tests.policies.ground import TODAY, in_force, served
from timebank.ledger.models import Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return personas.elder(minutes=600)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def guo():
    return personas.volunteer()


def credit(order, mei) -> Transfer | None:
    confirm_order(by=mei, at=NOW + timedelta(hours=9), order_id=order.id, rating=5)
    return Transfer.objects.filter(kind="EARN", reference_id__in=order.assignments.values("id")).first()


def reason(order, by) -> str:
    with pytest.raises(NotEligible) as refused:
        served(order, by, minutes=30)
    return refused.value.code


def test_an_hour_of_a_kind_costs_and_earns_what_the_county_says(lin, mei, guo):
    in_force({"earn.coefficient": {"daily": 130}})
    order = personas.order(mei, lin, of=personas.item("bath", minutes=60))
    assert order.planned_minutes == 78
    assert order.lines.get().minutes == 78
    transfer = credit(served(order, guo, minutes=60), mei)
    assert transfer.amount == 78
    assert {"code": "earn.coefficient", "value": {"daily": 130}} in [
        {"code": rule["code"], "value": rule["value"]} for rule in transfer.rule
    ]


def test_the_item_coefficient_and_the_kind_multiply(lin, mei, guo):
    in_force({"earn.coefficient": {"daily": 50}})
    item = personas.item("bath", minutes=60, coefficient_percent=120)
    version = versions_of([item.id], region_code=personas.VILLAGE, on=TODAY)[item.id]
    assert quote([(version, 2)]).minutes == 72  # 120 min at 120 % and 50 %
    transfer = credit(served(personas.order(mei, lin, of=item), guo, minutes=60), mei)
    assert transfer.amount == 36


def test_a_kind_nobody_spoke_of_counts_whole_and_is_not_cited(lin, mei, guo):
    in_force({"earn.coefficient": {"care": 130}})
    transfer = credit(served(personas.order(mei, lin), guo, minutes=30), mei)
    assert transfer.amount == 30
    assert [rule["code"] for rule in transfer.rule] == ["earn.rounding", "earn.overrun", "earn.daily_cap"]


def test_a_posting_keeps_the_value_and_the_citation_that_held(lin, mei, guo):
    made = in_force({"earn.rounding": 15, "earn.overrun": 150})
    transfer = credit(served(personas.order(mei, lin), guo, minutes=52), mei)
    assert transfer.amount == 45  # 52 rounds to 45, 150 % of the half hour ordered is 45
    assert {(rule["code"], rule["value"], rule["citation"]) for rule in transfer.rule} >= {
        ("earn.rounding", 15, made.citation),
        ("earn.overrun", 150, made.citation),
    }


@pytest.mark.parametrize(
    ("rule", "relation", "code"),
    [
        ("NONE", "CHILD", None),
        ("DIRECT", "CHILD", "direct_kin"),
        ("DIRECT", "SIBLING", None),
        ("ALL", "SIBLING", "relative"),
        ("ALL", "CHILD", "direct_kin"),
    ],
)
def test_kin(lin, mei, guo, rule, relation, code):
    in_force({"earn.kin": rule})
    Kinship.objects.create(person=lin.person, relative=guo.person, relation=relation)
    order = personas.order(mei, lin)
    if code:
        assert reason(order, guo) == code
    else:
        assert credit(served(order, guo, minutes=30), mei).amount == 30


def test_nobody_earns_for_serving_oneself_even_where_kin_may(lin, mei):
    in_force({"earn.kin": "NONE"})
    own = personas.volunteer("自己")
    type(own).objects.filter(id=own.id).update(person=None)
    Volunteer.objects.create(person=lin.person, status="VERIFIED", verified_at=NOW)
    own.refresh_from_db()
    own.person = lin.person
    own.save()
    assert reason(personas.order(mei, lin), own) == "direct_kin"


def test_kin_recorded_after_the_service_earns_nothing_either(lin, mei, guo):
    order = served(personas.order(mei, lin), guo, minutes=30)
    Kinship.objects.create(person=guo.person, relative=lin.person, relation="PARENT")
    assert credit(order, mei) is None


@pytest.mark.parametrize(
    ("age", "consent", "changes", "code"),
    [
        (17, False, {}, "minor_without_consent"),
        (17, True, {}, None),
        (18, False, {}, None),
        (15, True, {"earn.age": 16}, "too_young"),
        (16, True, {"earn.age": 16}, None),
        (16, False, {"earn.age": 16}, "minor_without_consent"),
        (16, False, {"earn.age": 16, "earn.guardian_age": 16}, None),
    ],
)
def test_ages(lin, mei, guo, age, consent, changes, code):
    if changes:
        in_force(changes)
    type(guo.person).objects.filter(id=guo.person_id).update(birth_on=date(TODAY.year - age, TODAY.month, TODAY.day))
    Volunteer.objects.filter(person=guo.person_id).update(guardian_consent_on=TODAY if consent else None)
    guo.person.refresh_from_db()
    order = personas.order(mei, lin)
    if code:
        assert reason(order, guo) == code
    else:
        assert credit(served(order, guo, minutes=30), mei).amount == 30


def test_own_minutes_are_spent_from_the_age_the_rules_name(lin, mei):
    in_force({"spend.age": 84})  # she is 83
    with pytest.raises(TooYoungToSpend, match="84") as refused:
        personas.order(mei, lin)
    assert "84" in refused.value.in_language("zh-hans")
    free = personas.item("greeting", price_minutes=0)
    assert personas.order(mei, lin, of=free).planned_minutes == 0  # what costs nothing is for everybody


def test_nobody_is_turned_away_for_an_unknown_birthday(lin, mei):
    in_force({"spend.age": 60})
    type(lin.person).objects.filter(id=lin.person_id).update(birth_on=None)
    assert personas.order(mei, lin).status == "OPEN"


def test_a_rule_of_one_township_is_not_the_other_ones(lin, mei, guo):
    from tests.policies.ground import region

    in_force({"earn.rounding": 30}, region=region("350425101"))
    assert credit(served(personas.order(mei, lin), guo, minutes=41), mei).amount == 41


def test_a_rule_does_not_reach_back(lin, mei, guo):
    order = served(personas.order(mei, lin), guo, minutes=41)
    in_force({"earn.overrun": 100, "earn.coefficient": {"daily": 10}}, at=NOW + timedelta(days=1))
    confirm_order(by=mei, at=NOW + timedelta(days=2), order_id=order.id, rating=5)
    assert Transfer.objects.get(kind="EARN").amount == 41  # the day of the service counts, not that of the word
