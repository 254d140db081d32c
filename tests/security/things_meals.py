"""What the canteen of the matrix keeps of the canary elder: a meal to come and its round, one eaten and its bill."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.elders.models import Elder
from accounts.organisations.models import Organisation
from accounts.people.models import Credential, User
from services.activities.actions.plan_activity import ActivitySheet, plan_activity
from services.activities.actions.sign_up import sign_up
from services.meals.actions.book_meals import Wish, book_meals
from services.meals.actions.change_round import change_round
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.make_bills import make_bills
from services.meals.actions.publish_menus import publish_menus
from services.meals.actions.publish_round import publish_round
from services.meals.actions.set_away import set_away
from services.meals.actions.write_dish import write_dish
from services.meals.actions.write_menu import write_menu
from services.meals.enums import Way
from services.meals.models import Menu
from services.merging.actions.merge_places import merge_places
from services.places.actions.book_stay import book_stay
from services.places.actions.keeping import PlaceSheet
from services.places.actions.note_check import note_check
from services.places.actions.open_place import open_place
from services.places.actions.set_terms import set_terms
from tests.personas import VILLAGE

MEAL_NOTE = "小米要带壳"
STAY_NOTE = "午睡要挂鸟笼"


def leave_meals(kanari: Elder, mei: User, guo: User, house: Organisation, manager: User) -> dict[str, Any]:
    """Ids by the names that addresses give them. ``guo`` carries the round."""
    now = timezone.now()
    today = timezone.localdate(now)
    house.papers.create(kind="FOOD", number="鸟食证", added_at=now)
    Credential.objects.create(
        person=manager.person, kind="HEALTH_CARD", valid_from=date(2020, 1, 1), valid_until=date(2099, 1, 1)
    )
    sheet = PlaceSheet(name="鸟食堂", address="村口", operator_id=house.id)
    opened = today - timedelta(days=90)
    place = open_place(by=None, at=now, kind="CANTEEN", region_code=VILLAGE, opened_on=opened, sheet=sheet)
    dish = write_dish(by=manager, at=now, place_id=place.id, name="小米粥", price_fen=500)

    def menu(days: int) -> Menu:
        then = now + timedelta(days=days)
        made = write_menu(
            by=manager, at=then, place_id=place.id, on=today + timedelta(days=days + 1), sitting="LUNCH",
            dish_ids=[dish.id],
        )  # fmt: skip
        publish_menus(by=manager, at=then, place_id=place.id, menu_ids=[made.id])
        return made

    def meal(on: Menu, days: int) -> Any:
        wish = Wish(on.id, (dish.id,), Way.DELIVER, MEAL_NOTE)
        then = now + timedelta(days=days)
        return book_meals(by=mei, at=then, elder_id=kanari.id, wishes=[wish]).meals[0]

    eaten = meal(menu(-32), -32)
    hand_over_meal(by=manager, at=now - timedelta(days=30), meal_id=eaten.id)
    (bill,) = make_bills(by=manager, at=now, organisation_id=house.id, month=eaten.on)
    coming = menu(0)
    to_come = meal(coming, 0)
    (round_,) = draw_rounds(by=manager, at=now, menu_id=coming.id)
    change_round(by=manager, at=now, round_id=round_.id, carrier_id=guo.person_id)
    publish_round(by=manager, at=now, round_id=round_.id)
    far = today + timedelta(days=60)
    away, _gone = set_away(by=mei, at=now, elder_id=kanari.id, first_on=far, last_on=far)
    return {
        **_leave_stays(kanari, mei, place),
        "place": place.id,
        "menu": coming.id,
        "meal": to_come.id,
        "meals_round": round_.id,
        "bill": bill.id,
        "away": away.id,
        "dish": dish.id,
    }


def _leave_stays(kanari: Elder, mei: User, place: Any) -> dict[str, Any]:
    """Who is expected, an agreement, a check that found something, and a place that went into the canteen."""
    now = timezone.now()
    today = timezone.localdate(now)
    stay = book_stay(by=mei, at=now, elder_id=kanari.id, place_id=place.id, on=today, kind="COMPANY", note=STAY_NOTE)
    sheet = PlaceSheet(name="鸟亭", address="村尾")
    other = open_place(by=None, at=now, kind="CANTEEN", region_code=VILLAGE, opened_on=today, sheet=sheet)
    merged_on = today + timedelta(days=1)
    (merge,) = merge_places(
        by=None, at=now, place_ids=[other.id], into_id=place.id, merged_on=merged_on, reason="鸟都飞走了"
    )
    far = today + timedelta(days=700)
    terms = set_terms(by=None, at=now, place_id=place.id, basis="OWN", first_on=far, words="鸟自己办")
    check = note_check(
        by=None,
        at=now,
        place_id=place.id,
        checked_on=today,
        checked_by="鸟所",
        grade="FAIR",
        findings="羽毛",
        due_on=far,
    )
    activity, *_rest = plan_activity(by=None, at=now, sheet=_sheet(place, today + timedelta(days=1)))
    guest = sign_up(by=mei, at=now, activity_id=activity.id, elder_id=kanari.id)
    return {
        "activity": activity.id,
        "guest": guest.id,
        "stay": stay.id,
        "place_merge": merge.id,
        "place_terms": terms.id,
        "safety_check": check.id,
    }


def _sheet(place: Any, on: date) -> ActivitySheet:
    """A talk at the canteen, by its organisation."""
    house: dict[str, Any] = {"organisation_id": place.operator_id, "place_id": place.id}
    return ActivitySheet(kind="TALK", title="鸟说防骗", on=on, starts=time(9), ends=time(10), **house)
