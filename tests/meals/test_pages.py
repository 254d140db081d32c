"""Pages of meals: the week in public, ordering, the kitchen's sheet, the carrier's way, the bill."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from accounts.access.enums import Role
from accounts.journal.models import Event, Notice
from frontend.live.readers import readers
from frontend.shell.notices import lines_for
from services.incidents.models import Incident
from services.meals.actions.change_round import change_round
from services.meals.actions.count_menus import count_menus
from services.meals.actions.decline_meal import decline_meal
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.publish_round import publish_round
from services.meals.enums import Way
from services.meals.models import Bill, Dish, Meal, Menu, Paying
from tests import personas
from tests.meals import ground
from tests.meals.ground import DAY, NOON, TODAY, TOMORROW, kitchen, menu
from tests.personas import NOW, TOWNSHIP

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def browser(user: Any = None) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_everybody_reads_what_there_is_to_eat() -> None:
    here = kitchen()
    menu(here)
    page = browser().get(reverse("meals:week"), {"region": personas.COUNTY}).content.decode()
    assert "红烧豆腐" in page
    assert "宫保鸡丁" in page
    place = browser().get(reverse("places:place", args=[here.place.id])).content.decode()
    assert "白岩老饭桌" in place
    assert "红烧豆腐" in place


def test_a_helper_sees_what_it_costs_and_then_orders() -> None:
    here, lin = kitchen(), personas.elder()
    tomorrow = menu(here)
    mei = personas.proxy(lin)
    client, address = browser(mei), reverse("meals:order", args=[lin.id])
    shown = client.get(address)
    assert shown.status_code == 200
    assert f"{tomorrow.id}:" in shown.content.decode()
    pick = f"{tomorrow.id}:{here.dishes['红烧豆腐'].id}"
    said = {"pick": pick, "way": "DELIVER", "consent": "BY_PHONE", "note": "饭软一点"}
    look = client.post(address, {**said, "look": "1"})
    assert "6" in look.content.decode()
    assert not Meal.objects.exists()
    done = client.post(address, {**said, "book": "1"})
    assert done.status_code == 303
    meal = Meal.objects.get()
    assert (meal.way, meal.note, meal.consent, meal.fen) == ("DELIVER", "饭软一点", "BY_PHONE", 600)
    again = client.get(address).content.decode()
    assert reverse("meals:cancel", args=[meal.id]) in again
    client.post(reverse("meals:cancel", args=[meal.id]))
    meal.refresh_from_db()
    assert meal.status == "CANCELLED"


def test_nothing_ticked_is_said_and_nothing_ordered() -> None:
    here, lin = kitchen(), personas.elder()
    menu(here)
    address = reverse("meals:order", args=[lin.id])
    answer = browser(personas.proxy(lin)).post(address, {"way": "EAT_IN", "consent": "IN_PERSON", "look": "1"})
    assert answer.status_code == 422
    assert "至少选一餐" in answer.content.decode()


def test_a_clash_stands_on_the_page_and_wants_a_second_word() -> None:
    here, lin = kitchen(), personas.elder()
    ground.eats(lin, allergies=["PEANUT"])
    tomorrow = menu(here)
    client, address = browser(personas.proxy(lin)), reverse("meals:order", args=[lin.id])
    said = {"pick": f"{tomorrow.id}:{here.dishes['宫保鸡丁'].id}", "way": "EAT_IN", "consent": "IN_PERSON"}
    assert "宫保鸡丁：花生过敏" in client.post(address, {**said, "look": "1"}).content.decode()
    client.post(address, {**said, "book": "1"})
    assert not Meal.objects.exists()
    client.post(address, {**said, "book": "1", "despite": "1"})
    assert Meal.objects.get().clashes == ["ALLERGY:PEANUT"]


def test_the_same_as_last_week_is_ticked(clock: Any) -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    ground.meal(here, menu(here), lin, mei)
    menu(here, TOMORROW + 7 * DAY)
    address = reverse("meals:order", args=[lin.id])
    page = browser(mei).get(address, {"week": str(TOMORROW + 7 * DAY), "again": "1"}).content.decode()
    assert page.count(" checked>") >= 1


def test_who_pays_and_who_is_away_are_said_on_the_page() -> None:
    lin = personas.elder()
    jun = personas.proxy(lin, "林俊")
    client = browser(jun)
    client.post(reverse("meals:payer", args=[lin.id]), {"pays": "1"})
    assert Paying.objects.get().payer_id == jun.person_id
    away = {"first_on": str(TOMORROW), "last_on": str(TOMORROW + DAY), "words": "去厦门"}
    assert client.post(reverse("meals:away", args=[lin.id]), away).status_code == 303
    assert "去厦门" in client.get(reverse("meals:order", args=[lin.id])).content.decode()
    client.post(reverse("meals:away_end", args=[lin.away.get().id]))
    assert "去厦门" not in client.get(reverse("meals:order", args=[lin.id])).content.decode()


def test_the_canteen_writes_dishes_and_a_week() -> None:
    here = kitchen()
    client = browser(here.chi)
    assert client.get(reverse("meals:canteens")).status_code == 303
    dish = {"name": "青菜豆腐汤", "yuan": "5.50", "allergens": ["SOY"], "diets": ["SOFT"]}
    assert client.post(reverse("meals:dishes", args=[here.place.id]), dish).status_code == 303
    soup = Dish.objects.get(name="青菜豆腐汤")
    assert soup.price_fen == 550
    write = {
        "on": str(TOMORROW),
        "sitting": "LUNCH",
        "dishes": [str(soup.id)],
        "starts": "11:00",
        "ends": "12:30",
        "cut_off_hours": "3",
        "most": "30",
    }
    assert client.post(reverse("meals:write", args=[here.place.id]), write).status_code == 303
    made = Menu.objects.get()
    assert made.starts_at - made.cut_off_at == timedelta(hours=3)
    act = reverse("meals:menus_act", args=[here.place.id])
    client.post(act, {"publish": str(made.id), "week": str(TOMORROW)})
    assert "青菜豆腐汤" in client.get(reverse("meals:menus", args=[here.place.id])).content.decode()
    client.post(act, {"copy": "1", "week": str(TODAY + 7 * DAY)})
    assert Menu.objects.count() == 2
    client.post(act, {"withdraw": str(made.id), "week": str(TODAY)})
    made.refresh_from_db()
    assert not made.is_published


def test_the_kitchen_has_one_number_and_the_names_that_matter(clock: Any) -> None:
    here, lin, chen = kitchen(), personas.elder(), personas.elder("陈木根")
    ground.eats(lin, diet="忌发物")
    tomorrow = menu(here)
    ground.meal(here, tomorrow, lin, personas.proxy(lin))
    meal = ground.meal(here, tomorrow, chen, personas.proxy(chen), way=Way.DELIVER)
    client = browser(here.chi)
    sheet = reverse("meals:kitchen", args=[tomorrow.id])
    assert "忌发物" in client.get(sheet).content.decode()
    count_menus(at=tomorrow.cut_off_at)
    clock.move_to(NOON)
    assert "定数" in client.get(sheet).content.decode()
    client.post(reverse("meals:rest", args=[tomorrow.id]))
    assert Meal.objects.get(elder=lin).status == "SERVED"
    client.post(reverse("meals:end", args=[meal.id]), {"how": "miss", "back": "kitchen"})
    assert Incident.objects.get().elder_id == chen.id
    client.post(reverse("meals:correct", args=[meal.id]), {"eaten": "1", "reason": "邻居代收"})
    meal.refresh_from_db()
    assert meal.status == "SERVED"


def test_a_carrier_goes_from_door_to_door(clock: Any) -> None:
    here, guo = kitchen(), personas.volunteer()
    elders = [personas.elder(name) for name in ("林细妹", "陈木根")]
    tomorrow = menu(here)
    for one in elders:
        ground.meal(here, tomorrow, one, personas.proxy(one), way=Way.DELIVER)
    owner = browser(here.chi)
    owner.post(reverse("meals:rounds", args=[tomorrow.id]))
    (found,) = tomorrow.rounds.all()
    said = {"carrier": str(guo.person_id), "name": "东头", "publish": "1"}
    owner.post(reverse("meals:round_change", args=[found.id]), said)
    assert "东头" in owner.get(reverse("meals:rounds", args=[tomorrow.id])).content.decode()
    clock.move_to(NOON)
    client = browser(guo)
    assert client.get(reverse("meals:my_rounds")).status_code == 303
    assert "要送的饭" in client.get(reverse("volunteer:tasks")).content.decode()
    for meal in Meal.objects.order_by("stop"):
        page = client.get(reverse("meals:round", args=[found.id])).content.decode()
        assert meal.elder.person.name in page
        code = {"how": "serve", "code": meal.elder.spoken_code}
        client.post(reverse("meals:end", args=[meal.id]), code)
    assert set(Meal.objects.values_list("status", flat=True)) == {"SERVED"}
    assert set(Meal.objects.values_list("proof", flat=True)) == {"CODE"}
    assert "都送到了" in client.get(reverse("meals:round", args=[found.id])).content.decode()


def test_the_bill_is_read_printed_and_paid(clock: Any) -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    meal = ground.meal(here, menu(here), lin, mei)
    hand_over_meal(by=here.chi, at=NOON, meal_id=meal.id)
    clock.move_to(NOW + timedelta(days=14))
    owner = browser(here.chi)
    owner.post(reverse("meals:canteen_bills", args=[here.place.id]), {"month": "2026-11"})
    bill = Bill.objects.get()
    page = browser(mei).get(reverse("meals:bill", args=[bill.id])).content.decode()
    assert "红烧豆腐" in page
    sheet = load_workbook(BytesIO(browser(mei).get(reverse("meals:bill_sheet", args=[bill.id])).content)).active
    assert sheet is not None
    assert sheet.cell(2, 10).value == 6
    assert browser(mei).get(reverse("meals:bills")).status_code == 200
    owner.post(reverse("meals:bill", args=[bill.id]), {"pay": "1", "paid_on": "2026-12-02", "receipt": "No. 1"})
    bill.refresh_from_db()
    assert (bill.status, bill.receipt) == ("PAID", "No. 1")


def test_news_of_meals_reaches_whom_it_concerns_in_words() -> None:
    here, lin = kitchen(), personas.elder()
    tomorrow = menu(here)
    guo, mei = personas.volunteer(), personas.proxy(lin)
    meal = ground.meal(here, tomorrow, lin, mei, way=Way.DELIVER)
    (found,) = draw_rounds(by=here.chi, at=NOW, menu_id=tomorrow.id)
    change_round(by=here.chi, at=NOW, round_id=found.id, carrier_id=guo.person_id)
    publish_round(by=here.chi, at=NOW, round_id=found.id)
    count_menus(at=tomorrow.cut_off_at)
    decline_meal(by=guo, at=NOON, meal_id=meal.id, because="ILL")
    told = {
        "services.meals_round.published": (guo, "有饭要送：白岩老饭桌 午饭"),
        "services.menu.counted": (here.chi, "厨房定数了：白岩老饭桌 午饭"),
        "services.meal.declined": (mei, "林奶奶没吃：身体不舒服"),
    }
    with override("zh-hans"):
        for name, (hearer, words) in told.items():
            event = Event.objects.get(name=name)
            assert readers(event) == [hearer]
            (line,) = lines_for([Notice(event=event, recipient=hearer)], user=hearer, journey=None)
            assert line.title == words
            assert browser(hearer).get(line.href).status_code == 200


def test_officials_enter_a_place_change_and_close_it() -> None:
    clerk = personas.user("文书", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    here = kitchen()
    client = browser(clerk)
    assert client.get(reverse("places:new")).status_code == 200
    said = {
        "kind": "HAPPINESS_HOME",
        "region": personas.VILLAGE,
        "name": "白岩幸福院",
        "address": "祠堂边",
        "operator": str(here.house.id),
        "phone": "0598-7221188",
        "opened_on": "2026-01-01",
        "d0_from": "08:00",
        "d0_to": "17:00",
    }
    answer = client.post(reverse("places:new"), said)
    assert answer.status_code == 303, answer.content.decode()
    place = here.house.places.get(kind="HAPPINESS_HOME")
    assert place.hours.get().weekday == 0
    change = {**said, "name": "白岩村幸福院", "latitude": "25.7", "longitude": "117.8"}
    assert client.post(reverse("places:change", args=[place.id]), change).status_code == 303
    client.post(reverse("places:door", args=[place.id]), {"closed_on": "2026-12-01", "reason": "修屋顶"})
    place.refresh_from_db()
    assert (place.name, str(place.closed_on)) == ("白岩村幸福院", "2026-12-01")
    assert "白岩村幸福院" in client.get(reverse("places:kept")).content.decode()
    client.post(reverse("places:door", args=[place.id]), {"reopen": "1"})
    place.refresh_from_db()
    assert place.closed_on is None
