"""A replay says what postings would have been; under the present rules it says what they were."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.people.models import Kinship, Person, User
from accounts.policies.models import Policy
from accounts.policies.queries import rulebook
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.seating import NotEligible
from services.orders.queries.simulation import bars, reading_only, simulate
from tests import personas
from tests.personas import NOW
from tests.policies.ground import TODAY, draft, official, served
from timebank.ledger.models import Transfer

pytestmark = pytest.mark.django_db


def posted() -> dict:
    """What everybody was credited, from the books."""
    found: dict = {}
    for person, amount in Transfer.objects.filter(kind="EARN").values_list("target__person", "amount"):
        found[person] = found.get(person, 0) + amount
    for person, amount in Transfer.objects.filter(key__startswith="ceiling:").values_list("source__person", "amount"):
        found[person] -= amount
    return found


def live() -> dict:
    """Three volunteers, two elders, orders that touch every rule: overrun, cap, coefficients, too little money."""
    lin, su = personas.elder(minutes=700), personas.elder("苏长庚", minutes=130)
    mei = personas.proxy(lin)
    personas.mandate(su, mei)
    guo, hua, old = personas.volunteer(), personas.volunteer("涂秀珍"), personas.volunteer("乐春花")
    type(old.person).objects.filter(id=old.person_id).update(birth_on="1959-01-02")
    Kinship.objects.create(person=lin.person, relative=old.person, relation="SIBLING")
    cut = personas.item()
    bath = personas.item("bath", minutes=60, coefficient_percent=120)
    told = [
        (lin, cut, guo, 0.5, 29.4, 2),
        (lin, bath, guo, 3, 77, 1),
        (lin, cut, guo, 6, 500, 1),  # far too long
        (su, bath, hua, 1, 61, 1),
        (su, cut, hua, 4, 55, 1),  # more than the passbook has
        (lin, cut, old, 8, 33, 1),
        (lin, bath, hua, 26, 60, 2),
    ]
    for elder, item, volunteer, hours, minutes, quantity in told:
        order = personas.order(mei, elder, of=item, hours=hours, quantity=quantity)
        try:
            order = served(order, volunteer, minutes=minutes)
        except NotEligible:  # under a draft that bars them: not done, so not credited
            continue
        confirm_order(by=mei, at=NOW + timedelta(hours=hours + 10), order_id=order.id, rating=5)
    return {"guo": guo.person_id, "hua": hua.person_id, "old": old.person_id}


@pytest.fixture
def history():
    return live()


def always(values):
    personas.regions()
    for code, value in values.items():
        Policy.objects.create(
            code=code, region_id=personas.COUNTY, valid=DateRange(None, None), value=value, citation="测试"
        )


def run(changes, region=personas.COUNTY, **kwargs):
    return simulate(region_code=region, changes=changes, since=TODAY, until=TODAY + timedelta(days=3), **kwargs)


def present(codes):
    book = rulebook(region_code=personas.COUNTY, on=TODAY)
    return {rule.code: rule.value for rule in book if rule.code in codes}


ALL = ["earn.rounding", "earn.daily_cap", "earn.overrun", "earn.coefficient", "earn.age", "earn.guardian_age"]
ALL += ["earn.kin", "balance.ceiling", "spend.overdraft"]


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"earn.daily_cap": 90},
        {"earn.rounding": 10, "earn.overrun": 110},
        {"balance.ceiling": 100},
        {"balance.ceiling": 100, "balance.excess": "REFUSE"},
    ],
)
def test_simulate_the_rules_that_hold_gives_the_postings(kept):
    always(kept)
    live()
    for changes in ({}, present(ALL)):
        found = run(changes)
        assert found.services == 7
        assert (found.gaining, found.losing, found.by_hand) == (0, 0, 0)
        assert found.before == found.after == sum(posted().values())


@pytest.mark.parametrize(
    "changes",
    [
        {"earn.rounding": 30},
        {"earn.daily_cap": 60},
        {"earn.overrun": 100},
        {"earn.coefficient": {"daily": 75}},
        {"earn.kin": "ALL"},
        {"earn.age": 70},
        {"earn.rounding": 15, "earn.daily_cap": 100, "earn.coefficient": {"daily": 50}},
        {"balance.ceiling": 100},
        {"balance.ceiling": 100, "balance.excess": "RETIRED"},
        {"balance.ceiling": 100, "balance.excess": "REFUSE"},
    ],
)
def test_simulate_a_draft_gives_what_the_same_life_would_have_posted(changes):
    """The strong one: foretell from the life as it was; live it once more under the draft; compare the books."""
    with transaction.atomic():
        names = {key: name for name, key in live().items()}
        found = run(changes)
        foretold = {names[key]: amount for key, amount in posted().items()}
        assert found.before == sum(foretold.values())
        changed = (*found.most_gaining, *found.most_losing)
        foretold |= {names[one.person_id]: one.after for one in changed}
        assert changed
        transaction.set_rollback(True)
    always(changes)
    names = {key: name for name, key in live().items()}
    lived = {names[key]: amount for key, amount in posted().items()}
    assert {name: amount for name, amount in foretold.items() if amount} == lived
    assert found.after == sum(lived.values())


def test_simulate_changes_nothing(history):
    def counts():
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            sums = {}
            for table in tables:
                cursor.execute(f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')
                sums[table] = cursor.fetchone()
            return sums

    before = counts()
    run({"earn.rounding": 30, "earn.coefficient": {"daily": 200}})
    assert counts() == before


def test_reading_only_refuses_to_write(history):
    with pytest.raises(DatabaseError, match="read-only"), transaction.atomic(), reading_only():
        Policy.objects.create(
            code="earn.rounding", region_id=personas.COUNTY, valid=DateRange(None, None), value=5, citation="x"
        )
    Policy.objects.create(
        code="earn.rounding", region_id=personas.COUNTY, valid=DateRange(None, None), value=5, citation="x"
    )


def test_simulate_names_the_aged_who_lose(history):
    found = run({"earn.kin": "ALL"})
    assert [one.person_id for one in found.aged_losing] == [history["old"]]
    assert found.losing == 1
    assert found.most_losing[0].after == 0
    assert found.most_losing[0].services == {"daily": 1}


def test_simulate_leaves_a_township_its_own_value(history):
    Policy.objects.create(
        code="earn.coefficient",
        region_id=personas.TOWNSHIP,
        valid=DateRange(None, None),
        value={"daily": 100 + 0} | {"other": 50},
        citation="均溪镇",
    )
    assert run({"earn.coefficient": {"daily": 50}}).losing == 0


def test_simulate_needs_as_many_queries_for_many_services_as_for_few(history, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        run({"earn.rounding": 30})


def test_command_prints_json_and_progress(history):
    out, err = StringIO(), StringIO()
    call_command(
        "simulate_policy",
        "--region", personas.COUNTY,
        "--since", str(TODAY),
        "--until", str(TODAY + timedelta(days=3)),
        "--set", "earn.kin=ALL",
        "--set", 'earn.coefficient={"daily":50}',
        "--json",
        stdout=out,
        stderr=err,
    )  # fmt: skip
    found = json.loads(out.getvalue())
    assert found["services"] == 7
    assert found["changes"] == {"earn.kin": "ALL", "earn.coefficient": {"daily": 50}}
    assert found["losing"] == 3
    assert "name" not in json.dumps(found["most_losing"])
    assert "7 of 7" in err.getvalue()


def test_command_takes_a_draft_and_a_preset(history):
    made = draft(official(), {"earn.rounding": 30})
    out = StringIO()
    call_command("simulate_policy", "--region", personas.COUNTY, "--draft", str(made.id), "--until", "2026-12-01",
                 stdout=out, stderr=StringIO())  # fmt: skip
    assert "Nothing was changed." in out.getvalue()
    call_command("simulate_policy", "--region", personas.COUNTY, "--preset", "guangzhou-2019", "--until", "2026-12-01",
                 stdout=out, stderr=StringIO())  # fmt: skip


@pytest.mark.parametrize("given", ["earn.rounding=0", "earn.rounding=true", "no.rule=1", "earn.rounding"])
def test_command_refuses_what_is_no_rule(given):
    with pytest.raises(CommandError):
        call_command("simulate_policy", "--region", "35", "--set", given, stdout=StringIO(), stderr=StringIO())


def test_gifts_are_asked_of_the_draft(history):
    from timebank.ledger.actions.give_minutes import give_minutes

    always({"gift.to": "ANYONE"})
    guo = User.objects.get(person=history["guo"])
    other = Person.objects.get(id=history["hua"])
    for number, minutes in enumerate((20, 30)):
        give_minutes(
            by=guo, at=NOW + timedelta(days=1), giver=guo.person, recipient=other, amount=minutes, key=str(number)
        )
    assert run({"earn.rounding": 5}).gifts is None
    found = run({"gift.monthly_limit": 40}).gifts
    assert (found.number, found.minutes, found.refused, found.refused_minutes) == (2, 50, 1, 30)
    assert run({"gift.to": "KIN"}).gifts.refused == 2
    Kinship.objects.create(person=guo.person, relative=other, relation="SIBLING")
    assert run({"gift.to": "KIN"}).gifts.refused == 0
    assert run({"gift.to": "NOBODY"}).gifts.refused == 2


def test_grants_are_counted_by_the_very_rule_that_grants(history):
    from timebank.ledger.actions.grant_monthly import grant_monthly

    def on_first(changes):
        return simulate(region_code=personas.COUNTY, changes=changes, since=TODAY, until=TODAY + timedelta(days=15))

    assert on_first({"earn.rounding": 5}).grants is None
    found = on_first({"grant.monthly": 60, "grant.age": 80}).grants  # two elders of 83, the first of December
    assert (found.elders_before, found.elders_after, found.before, found.after) == (0, 2, 0, 120)
    assert on_first({"grant.monthly": 60, "grant.age": 90}).grants.after == 0
    always({"grant.monthly": 60})
    granted = grant_monthly(at=NOW + timedelta(days=13))
    assert granted == 2
    total = sum(Transfer.objects.filter(key__startswith="grant:2026-12").values_list("amount", flat=True))
    assert on_first({"grant.age": 80}).grants.before == total


def test_bars_leave_out_those_without_change_and_hold_everybody_else():
    found = bars([0, 0, 1, 30, 31, 61, -5, -90])
    assert sum(bar.people for bar in found) == 6
    assert all(bar.least <= bar.most and bar.least * bar.most > 0 for bar in found)
    assert len(found) <= 12
    assert bars([0, 0]) == ()
