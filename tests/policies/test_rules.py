"""Types of values, inheritance down the tree, validity in time, and the database's own word on both."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.policies.kinds import Ascending, BadPolicyValue, Choice, Table, Whole
from accounts.policies.models import Policy
from accounts.policies.presets import preset_names, presets, read_preset
from accounts.policies.queries import applied, ladder, rulebook, rulebooks
from accounts.policies.rules import (
    BALANCE_CEILING,
    EARN_COEFFICIENT,
    EARN_KIN,
    EARN_ROUNDING,
    HONOUR_STARS,
    RULES,
)
from tests import personas
from tests.policies.ground import day

PATH = [None, "35", "3504", personas.COUNTY, personas.TOWNSHIP, personas.VILLAGE]
ELSEWHERE = [personas.OTHER_VILLAGE, "350425101"]
START = date(2026, 1, 1)


def policy(code="earn.rounding", region=personas.COUNTY, valid=(None, None), value=5, citation="测试"):
    return Policy.objects.create(code=code, region_id=region, valid=DateRange(*valid), value=value, citation=citation)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_default_is_of_its_own_type_and_every_rule_speaks(rule):
    assert rule.check(rule.default) == rule.default
    for language in ("en", "zh-hans"):
        with override(language):
            assert str(rule.title)
            assert str(rule.sentence).endswith((".", "。"))


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Whole("minutes", 1, 60), [1, 60], [0, 61, None, True, 1.0, "5", [], 10**30]),
        (Whole("minutes", 0, 60, optional=True), [None, 0], [-1, "none", {}]),
        (Choice((("A", "a"), ("B", "b"))), ["A", "B"], ["a", "", None, 1, ["A"]]),
        (
            Ascending("hours", 1, 100),
            [[1], [1, 2, 100]],
            [[], [2, 1], [1, 1], [0], [101], [True, 2], "12", [1.0], None],
        ),
        (
            Table(1, 1000),
            [{}, {"care": 130}],
            [{"care": 0}, {"care": 1001}, {"care": True}, {"care": "1"}, {1: 100}, {"Care": 90}, [], None],
        ),
    ],
)
def test_kinds_take_their_own_and_nothing_else(kind, good, bad):
    for value in good:
        assert kind.check(value) == value
    for value in bad:
        with pytest.raises(BadPolicyValue):
            kind.check(value)


def test_a_table_leaves_out_what_counts_as_a_hundred():
    assert Table(1, 1000).check({"meals": 100, "care": 130}) == {"care": 130}


@pytest.mark.django_db
def test_saving_a_value_of_the_wrong_type_is_refused():
    personas.regions()
    with pytest.raises(BadPolicyValue) as refused:
        policy(value="viel")
    assert refused.value.field == "earn.rounding"
    policy("balance.ceiling", value=None)
    assert applied(BALANCE_CEILING, region_code=personas.VILLAGE, on=START).value is None


@pytest.mark.django_db
@pytest.mark.parametrize("region", [personas.COUNTY, None])
def test_one_value_a_day_also_for_the_nation(region):
    personas.regions()
    policy(region=region, valid=(START, day("2026-07-01")))
    policy(region=region, valid=(day("2026-07-01"), None), value=6)  # the next day is free
    with pytest.raises(IntegrityError, match="policy_one_value_a_day"), transaction.atomic():
        policy(region=region, valid=(day("2026-06-30"), day("2026-07-02")), value=7)
    policy(region="35", valid=(START, None))  # elsewhere it is


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"value": 9},
        {"citation": "anders"},
        {"valid": DateRange(day("2025-01-01"), None)},  # begins earlier
        {"valid": DateRange(day("2026-02-01"), None)},  # begins later
        {"valid": DateRange(None, None)},
    ],
)
def test_the_database_lets_a_period_lose_its_end_and_nothing_else(change):
    personas.regions()
    row = policy(valid=(START, None))
    Policy.objects.filter(id=row.id).update(valid=DateRange(START, day("2027-01-01")))
    with pytest.raises(DatabaseError, match="keeps what was"), transaction.atomic():
        Policy.objects.filter(id=row.id).update(**change)
    with pytest.raises(DatabaseError, match="keeps what was"), transaction.atomic():
        Policy.objects.filter(id=row.id).delete()


@pytest.mark.django_db
def test_applied_keeps_the_type_of_each_rule():
    personas.regions()
    policy("earn.coefficient", value={"care": 130})
    policy("earn.kin", value="ALL", region=None)
    policy("honour.stars", value=[50, 100], region="35")
    book = rulebook(region_code=personas.VILLAGE, on=START)
    assert book[EARN_COEFFICIENT].value == {"care": 130}
    assert (book[EARN_KIN].value, book[EARN_KIN].region_code) == ("ALL", "")
    assert (book[HONOUR_STARS].value, book[HONOUR_STARS].region_code) == ([50, 100], "35")
    assert book[EARN_ROUNDING].value == EARN_ROUNDING.default


@pytest.mark.django_db
def test_a_rulebook_is_one_query_however_much_it_says(django_assert_num_queries):
    personas.regions()
    for code in ("earn.rounding", "earn.overrun", "earn.daily_cap"):
        policy(code, value=100 if code == "earn.overrun" else 5)
    with django_assert_num_queries(1):
        book = rulebook(region_code=personas.VILLAGE, on=START)
        assert len(list(book)) == len(RULES)
    with django_assert_num_queries(1):
        books = rulebooks([personas.VILLAGE, personas.OTHER_VILLAGE])
        for offset in range(30):
            books.at(personas.VILLAGE, START + timedelta(days=offset))[EARN_ROUNDING]
    with django_assert_num_queries(1):
        applied(EARN_ROUNDING, region_code=personas.VILLAGE, on=START)


class Inheritance(TestCase):
    """Random books against the plainest reading of the rule: the nearest place that says something that day."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.dictionaries(
            st.tuples(st.sampled_from([*PATH, *ELSEWHERE]), st.integers(0, 3)), st.integers(1, 60), max_size=14
        ),
        st.integers(0, 399),
    )
    def test_the_nearest_place_wins_on_the_day(self, told, offset):
        personas.regions()
        for (region, quarter), value in told.items():
            since = START + timedelta(days=quarter * 90)
            policy(region=region, valid=(since, since + timedelta(days=90)), value=value)
        on = START + timedelta(days=offset)
        expected = next(
            (
                told[place, offset // 90]
                for place in [*reversed(PATH)]
                if offset < 360 and (place, offset // 90) in told
            ),
            EARN_ROUNDING.default,
        )
        assert applied(EARN_ROUNDING, region_code=personas.VILLAGE, on=on).value == expected
        assert rulebook(region_code=personas.VILLAGE, on=on)[EARN_ROUNDING].value == expected
        assert rulebooks([personas.VILLAGE]).at(personas.VILLAGE, on)[EARN_ROUNDING].value == expected


def test_the_ladder_goes_from_the_province_down():
    assert ladder(personas.VILLAGE) == ["35", "3504", "350425", "350425100", "350425100201"]


@pytest.mark.parametrize("name", preset_names())
def test_presets_are_typed_and_cited(name):
    preset = read_preset(name)
    assert preset.values
    assert all(RULES[code].check(value) == value for code, value in preset.values.items())
    assert all(preset.sources[code] for code in preset.values)


def test_presets_say_what_the_field_says():
    assert presets()[0].name == "datian-2020"
    said = {one.name: one.values for one in presets()}
    assert said["nanjing-2019"] == {
        "balance.ceiling": 90_000,
        "balance.excess": "POOL",
        "spend.age": 60,
        "grant.age": 80,
    }
    assert said["beijing-2022"]["gift.to"] == "KIN"
    assert said["shanghai-2026"] == {"earn.age": 18, "spend.age": 65, "gift.to": "ANYONE"}
    assert said["guangzhou-2019"] == {"earn.rounding": 60, "balance.ceiling": 90_000}
    assert "earn.rounding" not in said["datian-2020"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", "--dry-run", stdout=said)
    assert "No changes detected" in said.getvalue()
