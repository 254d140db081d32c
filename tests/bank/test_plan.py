"""The plan for old age: the arithmetic, and the page that shows it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.policies.models import Policy
from accounts.regions.models import Region
from frontend.bank.plan import how_many, months_until, project
from tests import personas
from tests.bank.ground import book, grant, post
from tests.personas import COUNTY, NOW
from tests.volunteer.conftest import signed_in
from timebank.ledger.enums import TransferKind

STOPS = [(59, 4), (60, 16), (61, 28)]


def test_a_straight_line():
    plan = project(balance=100, monthly=60, stops=STOPS, ceiling=None)
    assert [(point.label, point.minutes) for point in plan.points] == [(None, 100), (59, 340), (60, 1060), (61, 1780)]
    assert (plan.minutes, plan.over, plan.full_after) == (1780, 0, None)


def test_the_ceiling_stops_it_and_says_when():
    plan = project(balance=100, monthly=60, stops=STOPS, ceiling=400)
    assert [point.minutes for point in plan.points] == [100, 340, 400, 400]
    assert [point.full for point in plan.points] == [False, False, True, True]
    assert (plan.minutes, plan.over, plan.full_after) == (400, 1380, 5)


def test_a_book_above_the_ceiling_loses_nothing():
    plan = project(balance=900, monthly=60, stops=STOPS, ceiling=400)
    assert (plan.minutes, plan.full_after) == (900, 0)


def test_nothing_to_come():
    assert project(balance=-30, monthly=0, stops=[], ceiling=None).minutes == -30


@given(
    balance=st.integers(0, 10**6),
    monthly=st.integers(0, 18_000),
    years=st.integers(1, 92),
    ceiling=st.none() | st.integers(60, 10**6),
)
def test_it_never_falls_never_bursts_and_always_shows_the_end(balance, monthly, years, ceiling):
    stops = [(18 + year, 12 * year) for year in range(1, years + 1)]
    plan = project(balance=balance, monthly=monthly, stops=stops, ceiling=ceiling)
    minutes = [point.minutes for point in plan.points]
    assert minutes == sorted(minutes)
    assert len(minutes) <= 8
    assert plan.points[-1].months == 12 * years
    assert ceiling is None or minutes[-1] <= max(ceiling, balance)
    assert plan.minutes + plan.over == balance + monthly * 12 * years


@pytest.mark.parametrize(
    ("birth_on", "age", "months"),
    [
        (date(1966, 11, 19), 60, 0),
        (date(1966, 11, 20), 60, 0),
        (date(1966, 12, 19), 60, 1),
        (date(1966, 12, 18), 60, 0),
        (date(1967, 11, 19), 60, 12),
        (date(1940, 2, 29), 60, 0),
    ],
)
def test_months_to_a_birthday(birth_on, age, months):
    assert months_until(birth_on, age, date(2026, 11, 19)) == months


def test_what_it_buys():
    assert how_many(100, [("lunch", 40), ("free", 0), ("dear", 101)]) == [("lunch", 2)]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestPage:
    def test_the_pace_is_that_of_the_last_half_year(self):
        guo, lin = personas.volunteer(), personas.elder(minutes=3000)
        personas.item(minutes=30)
        for days, minutes in ((20, 600), (100, 600), (300, 6000)):  # the last is too long ago
            grant(lin.person, 6000)
            post(
                TransferKind.EARN,
                book(lin.person),
                book(guo.person),
                minutes,
                happened_at=NOW - timedelta(days=days),
            )
        page = signed_in(guo).get("/bank/plan/")
        assert page.context["pace"] == 200
        plan = page.context["plan"]
        assert (plan.balance, plan.monthly) == (7200, 200)  # Guo is 56: 42 whole months to 60
        assert plan.minutes == 7200 + 200 * 41
        assert page.context["buys"] == [("Haircut", plan.minutes // 30)]
        assert "At this pace, by 60" in page.content.decode()

    def test_another_pace_another_age_and_the_rule(self):
        guo = personas.volunteer()
        Policy.objects.create(
            code="balance.ceiling",
            region=Region.objects.get(code=COUNTY),
            valid="[2026-01-01,)",
            value=6000,
            citation="南京",
        )
        page = signed_in(guo).get("/bank/plan/?hours=20&age=70")
        plan = page.context["plan"]
        assert (plan.monthly, plan.minutes, plan.full_after) == (1200, 6000, 5)
        assert "A passbook here holds 100 h at most." in page.content.decode()

    @pytest.mark.parametrize("asked", ["hours=-1&age=60", "hours=5&age=20", "hours=x&age=60", "hours=5&age=200"])
    def test_impossible_wishes_are_told_at_the_field(self, asked):
        page = signed_in(personas.volunteer()).get(f"/bank/plan/?{asked}")
        assert page.status_code == 422
        assert "tb-errors" in page.content.decode()

    def test_without_a_birthday_ten_years(self):
        guo = personas.volunteer()
        guo.person.birth_on = None
        guo.person.save()
        page = signed_in(guo).get("/bank/plan/?hours=1")
        assert [point.label for point in page.context["plan"].points][-1] == 10
