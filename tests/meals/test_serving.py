"""Counting, handing over, what an uneaten meal sets off, and rounds."""

from datetime import timedelta

import pytest

from accounts.policies.models import Policy
from accounts.policies.occurred import Occurred
from accounts.refusals import NotFound
from services.incidents.models import Incident
from services.meals.actions.book_meals import MealClash
from services.meals.actions.cancel_meal import cancel_meal
from services.meals.actions.change_round import NotACarrier, change_round
from services.meals.actions.close_sittings import close_sittings
from services.meals.actions.correct_meal import correct_meal
from services.meals.actions.count_menus import count_menus
from services.meals.actions.decline_meal import decline_meal
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.hand_over_meal import NotYetServed, WrongProof, hand_over_meal
from services.meals.actions.miss_meal import miss_meal
from services.meals.actions.move_stop import move_stop
from services.meals.actions.publish_round import NoCarrier, publish_round
from services.meals.actions.serve_rest import serve_rest
from services.meals.enums import Because, MealStatus, Proof, Way
from services.meals.lifecycle import MealChanged
from services.meals.queries.kitchen import kitchen_of, menu_kept_by
from services.meals.queries.rounds import round_carried_by, rounds_of
from tests import personas
from tests.meals import ground
from tests.meals.ground import DAY, NOON, TOMORROW, kitchen, menu
from tests.personas import NOW, OTHER_VILLAGE

pytestmark = pytest.mark.django_db


def test_the_count_stands_at_the_cut_off_and_late_changes_are_shown_beside_it() -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈木根")
    mei, tomorrow = personas.proxy(lin), menu(here)
    ground.eats(lin, allergies=["SOY"], diet="花生碎")
    with pytest.raises(MealClash):
        ground.meal(here, tomorrow, lin, mei)
    lin_meal = ground.book_meals(
        by=mei, at=NOW, elder_id=lin.id, wishes=[ground.wish(here, tomorrow)], despite_clashes=True
    ).meals[0]
    ground.meal(here, tomorrow, chen, personas.proxy(chen), way=Way.DELIVER)
    assert count_menus(at=NOW) == []
    assert [one.id for one in count_menus(at=tomorrow.cut_off_at)] == [tomorrow.id]
    assert count_menus(at=tomorrow.cut_off_at) == []
    cancel_meal(by=mei, at=tomorrow.cut_off_at, meal_id=lin_meal.id)
    sheet = kitchen_of(menu_kept_by(here.chi, tomorrow.id))
    assert (sheet.frozen, sheet.number, len(sheet.late)) == (2, 1, 1)
    assert [(part.row.dish.name, part.frozen, part.number) for part in sheet.dishes] == [
        ("红烧豆腐", 2, 1),
        ("宫保鸡丁", 0, 0),
    ]
    assert [clash.key for clash in sheet.late[0].clashes] == ["ALLERGY:SOY"]
    assert sheet.late[0].eating.words == "花生碎"
    with pytest.raises(NotFound):
        menu_kept_by(kitchen("石牌食堂", village=OTHER_VILLAGE).chi, tomorrow.id)


@pytest.mark.parametrize(("proof", "code"), [("CARD", "card_token"), ("CODE", "spoken_code"), ("SEEN", "")])
def test_hand_over_with_card_code_or_by_sight_and_twice_is_once(proof: str, code: str) -> None:
    here, lin = kitchen(), personas.elder()
    meal = ground.meal(here, menu(here), lin, personas.proxy(lin))
    said = {"by": here.chi, "meal_id": meal.id, "proof": proof, "code": getattr(lin, code) if code else ""}
    served = hand_over_meal(at=NOON, **said)
    assert (served.status, served.proof) == (MealStatus.SERVED, proof)
    assert hand_over_meal(at=NOON + timedelta(minutes=5), **said).closed_at == served.closed_at


def test_hand_over_with_a_foreign_card_by_a_stranger_or_a_day_early_is_refused() -> None:
    here, lin = kitchen(), personas.elder()
    meal = ground.meal(here, menu(here), lin, personas.proxy(lin))
    other = personas.elder("陈木根")
    with pytest.raises(WrongProof):
        hand_over_meal(by=here.chi, at=NOON, meal_id=meal.id, proof=Proof.CARD, code=other.card_token)
    with pytest.raises(NotFound):
        hand_over_meal(by=personas.volunteer(), at=NOON, meal_id=meal.id)
    with pytest.raises(NotYetServed):
        hand_over_meal(by=here.chi, at=NOW, meal_id=meal.id)
    meal.refresh_from_db()
    assert meal.status == MealStatus.BOOKED


def _declined(here: ground.Kitchen, lin: personas.Elder, mei: personas.User, days: int) -> None:
    meal = ground.meal(here, menu(here, TOMORROW + days * DAY), lin, mei)
    decline_meal(by=here.chi, at=NOON + days * DAY, meal_id=meal.id, because=Because.NO_APPETITE)


def test_declined_once_is_noted_and_twice_in_a_row_is_a_sign() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    _declined(here, lin, mei, 0)
    assert not Incident.objects.exists()
    _declined(here, lin, mei, 1)
    incident = Incident.objects.get()
    assert (incident.elder_id, incident.to, incident.severity) == (lin.id, "VILLAGE", "CONCERN")
    assert "午餐" in incident.words or "白岩老饭桌" in incident.words
    _declined(here, lin, mei, 2)
    assert Incident.objects.count() == 1  # somebody looks into it already


def test_a_meal_eaten_in_between_begins_the_row_anew() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    _declined(here, lin, mei, 0)
    eaten = ground.meal(here, menu(here, TOMORROW + DAY), lin, mei)
    hand_over_meal(by=here.chi, at=NOON + DAY, meal_id=eaten.id)
    _declined(here, lin, mei, 2)
    assert not Incident.objects.exists()


def test_the_county_may_set_when_a_declined_meal_is_a_sign() -> None:
    here, lin = kitchen(), personas.elder()
    Policy.objects.create(
        code="meal.declined_alarm",
        region_id=personas.COUNTY,
        valid=("2026-01-01", None),
        value=1,
        citation="大田县助餐管理办法",
    )
    _declined(here, lin, personas.proxy(lin), 0)
    assert Incident.objects.count() == 1


def test_nobody_opened_alarms_at_once_but_not_for_somebody_who_is_away() -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈木根")
    tomorrow = menu(here)
    meals = [ground.meal(here, tomorrow, one, personas.proxy(one), way=Way.DELIVER) for one in (lin, chen)]
    miss_meal(by=here.chi, at=NOON, meal_id=meals[0].id, away=True)
    assert not Incident.objects.exists()
    missed = miss_meal(by=here.chi, at=NOON, meal_id=meals[1].id)
    assert Incident.objects.get().elder_id == chen.id
    assert miss_meal(by=here.chi, at=NOON, meal_id=meals[1].id).closed_at == missed.closed_at


def test_close_sittings_an_hour_after_the_end_and_twice_is_once() -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈木根")
    tomorrow = menu(here)
    ground.meal(here, tomorrow, lin, personas.proxy(lin))
    there = ground.meal(here, tomorrow, chen, personas.proxy(chen))
    hand_over_meal(by=here.chi, at=NOON, meal_id=there.id)
    assert close_sittings(at=tomorrow.ends_at + timedelta(minutes=59)) == []
    over = tomorrow.ends_at + timedelta(minutes=60)
    assert [meal.status for meal in close_sittings(at=over)] == [MealStatus.MISSED]
    assert Incident.objects.get().elder_id == lin.id
    assert close_sittings(at=over) == []


def test_a_canteen_that_kept_no_record_alarms_nobody() -> None:
    here, lin = kitchen(), personas.elder()
    tomorrow = menu(here)
    ground.meal(here, tomorrow, lin, personas.proxy(lin))
    assert len(close_sittings(at=tomorrow.ends_at + timedelta(hours=1))) == 1
    assert not Incident.objects.exists()


def test_what_a_phone_kept_without_signal_wins_over_the_clock_of_the_house() -> None:
    here, lin = kitchen(), personas.elder()
    tomorrow = menu(here)
    meal = ground.meal(here, tomorrow, lin, personas.proxy(lin))
    close_sittings(at=tomorrow.ends_at + timedelta(hours=1))
    late = tomorrow.ends_at + timedelta(hours=3)
    with pytest.raises(MealChanged):
        hand_over_meal(by=here.chi, at=late, meal_id=meal.id)
    told = hand_over_meal(by=here.chi, at=late, meal_id=meal.id, occurred=Occurred(NOON, NOON))
    assert (told.status, told.closed_at) == (MealStatus.SERVED, NOON)


def test_serve_rest_ticks_those_who_came_and_leaves_those_at_home() -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈木根")
    tomorrow = menu(here)
    ground.meal(here, tomorrow, lin, personas.proxy(lin))
    home = ground.meal(here, tomorrow, chen, personas.proxy(chen), way=Way.DELIVER)
    assert len(serve_rest(by=here.chi, at=NOON, menu_id=tomorrow.id)) == 1
    home.refresh_from_db()
    assert home.status == MealStatus.BOOKED


def test_correct_meal_says_why_and_moves_it() -> None:
    here, lin = kitchen(), personas.elder()
    meal = ground.meal(here, menu(here), lin, personas.proxy(lin))
    hand_over_meal(by=here.chi, at=NOON, meal_id=meal.id)
    assert correct_meal(by=here.chi, at=NOON, meal_id=meal.id, eaten=False, reason="打错勾").status == MealStatus.MISSED
    assert correct_meal(by=here.chi, at=NOON, meal_id=meal.id, eaten=True, reason="又问过").status == MealStatus.SERVED
    with pytest.raises(NotFound):
        other = kitchen("石牌食堂", village=OTHER_VILLAGE)
        correct_meal(by=other.chi, at=NOON, meal_id=meal.id, eaten=False, reason="x")


def test_rounds_are_those_of_yesterday_and_a_new_door_comes_where_the_way_is_shortest() -> None:
    here = kitchen()
    guo = personas.volunteer()
    elders = [personas.elder(name) for name in ("林细妹", "陈木根", "廖秋香")]
    for n, elder in enumerate(elders):
        elder.person.latitude, elder.person.longitude = 25.70 + n / 1000, 117.85
        elder.person.save()
    first, second = menu(here), menu(here, TOMORROW + DAY)
    for elder in elders[::2]:
        ground.meal(here, first, elder, personas.proxy(elder), way=Way.DELIVER)
    (one,) = draw_rounds(by=here.chi, at=NOW, menu_id=first.id)
    change_round(by=here.chi, at=NOW, round_id=one.id, carrier_id=guo.person_id, name="东头")
    for elder in elders:
        ground.meal(here, second, elder, personas.proxy(elder), way=Way.DELIVER)
    (again,) = draw_rounds(by=here.chi, at=NOW, menu_id=second.id)
    assert (again.name, again.carrier_id) == ("东头", guo.person_id)
    (way,) = rounds_of(second)
    assert [stop.elder.person.name for stop in way.stops] == ["林细妹", "陈木根", "廖秋香"]
    move_stop(by=here.chi, at=NOW, meal_id=way.stops[2].id, round_id=again.id, stop=1)
    assert [stop.elder.person.name for stop in rounds_of(second)[0].stops] == ["廖秋香", "林细妹", "陈木根"]
    assert draw_rounds(by=here.chi, at=NOW, menu_id=second.id) == [again]  # what somebody moved stays


def test_a_round_is_walked_by_its_carrier_alone() -> None:
    here, lin = kitchen(), personas.elder()
    guo, hua = personas.volunteer(), personas.volunteer("华")
    tomorrow = menu(here)
    meal = ground.meal(here, tomorrow, lin, personas.proxy(lin), way=Way.DELIVER)
    (one,) = draw_rounds(by=here.chi, at=NOW, menu_id=tomorrow.id)
    with pytest.raises(NoCarrier):
        publish_round(by=here.chi, at=NOW, round_id=one.id)
    with pytest.raises(NotACarrier):
        stranger = personas.volunteer("远", village=OTHER_VILLAGE)
        change_round(by=here.chi, at=NOW, round_id=one.id, carrier_id=stranger.person_id)
    change_round(by=here.chi, at=NOW, round_id=one.id, carrier_id=guo.person_id)
    with pytest.raises(NotFound):
        round_carried_by(guo, one.id)  # not given out yet
    publish_round(by=here.chi, at=NOW, round_id=one.id)
    assert [stop.id for stop in round_carried_by(guo, one.id).stops] == [meal.id]
    with pytest.raises(NotFound):
        round_carried_by(hua, one.id)
    assert hand_over_meal(by=guo, at=NOON, meal_id=meal.id, proof=Proof.CARD, code=lin.card_token).status == "SERVED"
