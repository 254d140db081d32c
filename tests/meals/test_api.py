"""Meals over HTTP: the same actions, the same refusals, one effect for one key."""

from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

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
