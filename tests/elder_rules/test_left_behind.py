"""Both definitions, condition by condition."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from accounts.elders.enums import Tier, Where
from accounts.elders.rules.flags import (
    AGREEMENT_OVER,
    NO_CHILD_HOME,
    NO_HEALTH_CHECK,
    NO_MEDICAL_AID,
    UNREACHABLE,
    flags,
)
from accounts.elders.rules.left_behind import DATIAN, NINGXIA, left_behind
from accounts.elders.rules.picture import Kin, Picture, Stay
from accounts.elders.rules.risk import risk
from accounts.people.enums import Relation

ON = date(2026, 11, 22)
VILLAGE, TOWN = "350425100201", "350425100001"
LONG_AGO, HALF_A_YEAR_AGO, LATELY = date(2019, 3, 1), date(2026, 5, 22), date(2026, 5, 23)


def child(name: str = "林小燕", *stays: Stay, relation: Relation = Relation.CHILD, able: bool = True) -> Kin:
    return Kin(name, relation, able, True, stays or (Stay(Where.AWAY, LONG_AGO),))


FAN = Picture(on=ON, birth_on=date(1943, 4, 12), home_code=VILLAGE, registered_code=VILLAGE, kin=(child(),))


def test_all_away_for_long_in_the_village_of_registration_is_left_behind():
    for definition in (DATIAN, NINGXIA):
        verdict = left_behind(FAN, definition=definition)
        assert (verdict.holds, verdict.since) == (True, date(2019, 9, 1))
        assert all(reason.met for reason in verdict.reasons)
        assert all(str(reason) for reason in verdict.reasons)


@pytest.mark.parametrize("definition", [DATIAN, NINGXIA])
@pytest.mark.parametrize(
    ("change", "condition", "met"),
    [
        ({"birth_on": date(1966, 11, 23)}, "age", False),
        ({"birth_on": None}, "age", None),
        ({"home_code": TOWN, "registered_code": TOWN}, "countryside", False),
        ({"kin": ()}, "away", False),
        ({"kin": (child(), child("林志强", Stay(Where.COUNTY, LONG_AGO)))}, "away", False),
        ({"kin": (child(), child("林志强", Stay(Where.TOGETHER, LATELY)))}, "away", False),
        ({"kin": (child(), child("林志强", Stay(Where.AWAY, LATELY)))}, "away", False),
        ({"kin": (child(), child("林志强", Stay(Where.UNKNOWN, LONG_AGO)))}, "away", None),
    ],
)
def test_one_condition_that_fails_decides(definition, change, condition, met):
    verdict = left_behind(replace(FAN, **change), definition=definition)
    assert verdict.holds is met
    assert {reason.code: reason.met for reason in verdict.reasons}[condition] is met
    assert verdict.since is None


def test_the_half_year_is_over_on_the_same_day_of_the_sixth_month():
    fresh = replace(FAN, kin=(child("林小燕", Stay(Where.AWAY, HALF_A_YEAR_AGO)),))
    assert left_behind(fresh, definition=DATIAN).holds is True
    assert left_behind(replace(fresh, on=date(2026, 11, 21)), definition=DATIAN).holds is False


def test_moving_between_cities_does_not_begin_a_new_half_year():
    moved = child("林小燕", Stay(Where.AWAY, LONG_AGO), Stay(Where.AWAY, LATELY))
    assert left_behind(replace(FAN, kin=(moved,)), definition=DATIAN).since == date(2019, 9, 1)
    back = child("林小燕", Stay(Where.AWAY, LONG_AGO), Stay(Where.COUNTY, date(2024, 1, 1)), Stay(Where.AWAY, LATELY))
    assert left_behind(replace(FAN, kin=(back,)), definition=DATIAN).holds is False


def test_the_definitions_differ_in_registration_and_in_whose_absence_counts():
    elsewhere = replace(FAN, registered_code="350425101201")
    assert left_behind(elsewhere, definition=DATIAN).holds is False
    assert left_behind(elsewhere, definition=NINGXIA).holds is True
    unregistered = replace(FAN, registered_code="")
    assert left_behind(unregistered, definition=DATIAN).holds is None
    wife = child("范阿土", Stay(Where.TOGETHER, LONG_AGO), relation=Relation.SPOUSE)
    with_wife = replace(FAN, kin=(child(), wife))
    assert left_behind(with_wife, definition=DATIAN).holds is False
    assert left_behind(with_wife, definition=NINGXIA).holds is False
    frail = replace(FAN, kin=(child(), replace(wife, able=False)))
    assert left_behind(frail, definition=NINGXIA).holds is True, "a supporter without capacity is none (N01)"
    assert left_behind(frail, definition=DATIAN).holds is False


def test_points_add_up_and_a_person_may_decide_otherwise():
    picture = replace(FAN, values={"self_care": "PARTLY", "lives_with": "ALONE", "poverty": "LOW_INCOME"})
    found = risk(picture, left_behind=True, high_from=7, middle_from=4)
    assert (found.tier, found.score) == (Tier.HIGH, 2 + 2 + 2 + 2 + 1)
    assert {point.code for point in found.points} == {"very_old", "needs_help", "alone", "poor", "left_behind"}
    assert risk(FAN, left_behind=None, high_from=7, middle_from=4).tier == Tier.LOW
    assert risk(picture, left_behind=True, high_from=20, middle_from=9).tier == Tier.MIDDLE
    calmer = risk(replace(picture, override=Tier.LOW), left_behind=True, high_from=7, middle_from=4)
    assert (calmer.tier, calmer.by_person, calmer.score) == (Tier.LOW, True, 9)


def test_what_happened_within_a_year_counts_and_nothing_does_not():
    fell, nothing = (replace(FAN, values={"happened": said}) for said in (["FALL", "HOSPITAL"], []))
    scores = [risk(one, left_behind=None, high_from=7, middle_from=4).score for one in (fell, nothing, FAN)]
    assert scores == [4, 2, 2]


def test_an_assessment_says_more_than_the_answer_at_the_door():
    picture = replace(FAN, values={"self_care": "ABLE"}, ability="SEVERE")
    assert "dependent" in {point.code for point in risk(picture, left_behind=None, high_from=7, middle_from=4).points}


def test_flags_name_duties_and_what_an_elder_seems_entitled_to():
    quiet = replace(
        FAN,
        has_guardian=True,
        has_visitor=True,
        agreement_until=date(2030, 1, 1),
        values={
            "house_rating": "A",
            "family_doctor": "苏医生",
            "family_doctor_until": "2027-01-01",
            "health_check_on": "2026-03-01",
            "poverty": "NONE",
        },
    )
    assert flags(quiet) == ()
    ill = replace(
        quiet, values={**quiet.values, "serious_illness": True, "poverty": "LOW_INCOME", "poverty_file": True}
    )
    assert set(flags(replace(ill, had_agreement=True, agreement_until=None))) == {
        NO_CHILD_HOME,
        NO_MEDICAL_AID,
        AGREEMENT_OVER,
    }
    at_home = replace(ill, kin=(child(), child("林志强", Stay(Where.TOGETHER, LATELY))))
    assert NO_CHILD_HOME not in flags(at_home)
    silent = replace(quiet, kin=(replace(child(), reachable=False),))
    assert flags(silent) == (UNREACHABLE,)
    unchecked = replace(quiet, values={**quiet.values, "health_check_on": "2025-11-21"})
    assert flags(unchecked) == (NO_HEALTH_CHECK,)
    young = replace(unchecked, birth_on=date(1963, 1, 1))
    assert flags(young) == ()


@pytest.mark.django_db
@time_machine.travel("2026-11-22T02:00:00Z", tick=False)
def test_nothing_here_reads_a_clock_or_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert left_behind(FAN, definition=DATIAN).holds
        assert risk(FAN, left_behind=True, high_from=7, middle_from=4).score == 3
