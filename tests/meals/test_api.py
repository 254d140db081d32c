"""Meals over HTTP: the same actions, the same refusals, one effect for one key."""

from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from services.meals.enums import Way
from services.meals.models import Bill, Meal
from tests import personas
from tests.meals import ground
from tests.meals.ground import NOON, TOMORROW, kitchen, menu
from tests.personas import NOW

pytestmark = pytest.mark.django_db
HERE = "/api/v1/"


def as_(user: Any) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def post(client: APIClient, path: str, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(HERE + path, body, format="json", headers=headers)


def test_from_the_menu_to_the_bill() -> None:
    here, lin = kitchen(), personas.elder()
    mei, chi = as_(personas.proxy(lin)), as_(here.chi)
    dishes = [str(dish.id) for dish in here.dishes.values()]
    with time_machine.travel(NOW, tick=False):
        wrote = post(
            chi, "menus/", {"place": str(here.place.id), "on": str(TOMORROW), "sitting": "LUNCH", "dishes": dishes}
        )
        assert wrote.status_code == 201, wrote.json()
        menu_id = wrote.json()["id"]
        out = post(chi, "menus/publish/", {"place": str(here.place.id), "menus": [menu_id]})
        assert [one["id"] for one in out.json()] == [menu_id]
        assert mei.get(HERE + "menus/", {"on": str(TOMORROW)}).json()["results"][0]["id"] == menu_id
        assert mei.get(HERE + "menus/", {"on": "9999-12-31"}).status_code == 400
        body = {"elder": str(lin.id), "meals": [{"menu": menu_id, "dishes": dishes[:1]}]}
        first, again = (post(mei, "meals/", body, "one") for _ in range(2))
        assert first.status_code == 201, first.json()
        assert first.json() == again.json()
        meal = first.json()["meals"][0]
        count = chi.get(f"{HERE}menus/{menu_id}/count/").json()
        assert (count["now"], count["counted"]) == (1, None)
        assert mei.get(f"{HERE}menus/{menu_id}/count/").status_code == 403
    with time_machine.travel(NOON, tick=False):
        handed = post(chi, f"meals/{meal['id']}/hand-over/", {"proof": "CARD", "code": lin.card_token})
        assert (handed.json()["status"], handed.json()["own_fen"]) == ("SERVED", 600)
        assert post(mei, f"meals/{meal['id']}/cancel/", {}).status_code == 409
        drawn = post(chi, "meal-bills/draw/", {"organisation": str(here.house.id), "month": "2026-11-01"}).json()
        assert [one["fen"] for one in drawn] == [600]
        full = mei.get(f"{HERE}meal-bills/{drawn[0]['id']}/").json()
        assert full["lines"][0]["meal"] == meal["id"]
    assert Meal.objects.count() == Bill.objects.count() == 1


def test_refusals_have_codes_and_strangers_find_nothing() -> None:
    here, lin = kitchen(), personas.elder()
    ground.eats(lin, allergies=["PEANUT"])
    with time_machine.travel(NOW, tick=False):
        tomorrow = menu(here)
        chicken = {"menu": str(tomorrow.id), "dishes": [str(here.dishes["宫保鸡丁"].id)]}
        body = {"elder": str(lin.id), "meals": [chicken]}
        mei = as_(personas.proxy(lin))
        clash = post(mei, "meals/", body)
        assert (clash.status_code, clash.json()["errors"][0]["code"]) == (409, "meal_clash")
        assert post(mei, "meals/", {**body, "despite_clashes": True}).status_code == 201
        stranger = as_(personas.user("周远"))
        assert post(stranger, "meals/", body).status_code == 404
        meal = Meal.objects.get()
        assert stranger.get(f"{HERE}meals/{meal.id}/").status_code == 404
        assert stranger.get(HERE + "meals/").json()["results"] == []
        assert mei.get(HERE + "meals/", {"elder": "x"}).status_code == 400


def test_rounds_are_drawn_moved_and_given_out() -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈桂花")
    chi = as_(here.chi)
    tomorrow = menu(here)
    for elder in (lin, chen):
        ground.meal(here, tomorrow, elder, personas.proxy(elder), way=Way.DELIVER)
    with time_machine.travel(NOW, tick=False):
        assert chi.get(f"{HERE}menus/{tomorrow.id}/rounds/").json() == []
        (way,) = post(chi, f"menus/{tomorrow.id}/rounds/draw/", {}).json()
        round_id, stops = way["round"]["id"], [one["meal"] for one in way["stops"]]
        assert len(stops) == 2
        moved = post(chi, f"meals/{stops[1]}/move/", {"round": round_id, "stop": 1})
        assert moved.json()["stop"] == 1, moved.json()
        assert post(chi, f"meal-rounds/{round_id}/publish/", {}).json()["code"] == "no_carrier"
        named = post(chi, f"meal-rounds/{round_id}/change/", {"carrier": str(here.chi.person_id), "name": "村头"})
        assert named.json()["name"] == "村头"
        assert post(chi, f"meal-rounds/{round_id}/publish/", {}).json()["published_at"]
        mine = chi.get(HERE + "meal-rounds/", {"on": str(TOMORROW)}).json()
        assert [one["id"] for one in mine] == [round_id]
        (after,) = chi.get(f"{HERE}menus/{tomorrow.id}/rounds/").json()
        assert [one["meal"] for one in after["stops"]] == stops[::-1]
        stranger = as_(personas.user("周远"))
        assert stranger.get(HERE + "meal-rounds/", {"on": str(TOMORROW)}).json() == []
        assert post(stranger, f"meal-rounds/{round_id}/publish/", {}).status_code in {403, 404}


def test_absence_and_payer_by_whoever_may_order() -> None:
    here, lin = kitchen(), personas.elder()
    proxy = personas.proxy(lin)
    meal = ground.meal(here, menu(here), lin, proxy)
    mei, mine = as_(proxy), f"elders/{lin.id}/"
    with time_machine.travel(NOW, tick=False):
        said = post(mei, mine + "meal-absences/", {"first_on": str(TOMORROW), "last_on": str(TOMORROW)})
        assert said.status_code == 201, said.json()
        assert [one["id"] for one in said.json()["called_off"]] == [str(meal.id)]
        (known,) = mei.get(HERE + mine + "meal-absences/").json()
        assert (known["first_on"], known["last_on"]) == (str(TOMORROW), str(TOMORROW))
        assert post(mei, f"meal-absences/{known['id']}/end/", {}).json()["cancelled_at"]
        assert mei.get(HERE + mine + "meal-absences/").json() == []
        assert mei.get(HERE + mine + "meal-payer/").json()["payer"] == str(lin.person_id)
        assert post(mei, mine + "meal-payer/", {"pays": True}).json()["payer"] == str(proxy.person_id)
        stranger = as_(personas.user("周远"))
        assert stranger.get(HERE + mine + "meal-payer/").status_code == 404
        assert post(stranger, f"meal-absences/{known['id']}/end/", {}).status_code == 404
