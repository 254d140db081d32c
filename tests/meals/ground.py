"""What the tests of meals share: the canteen of Baiyan, its cook Chi, and what there is tomorrow."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.models import Elder
from accounts.organisations.enums import MemberRole, OrganisationKind, OrganisationStatus, PaperKind
from accounts.organisations.models import Member, Organisation, Paper
from accounts.people.enums import CredentialKind
from accounts.people.models import Credential, User
from services.meals.actions.book_meals import Wish, book_meals
from services.meals.actions.publish_menus import publish_menus
from services.meals.actions.write_dish import write_dish
from services.meals.actions.write_menu import write_menu
from services.meals.enums import Sitting, Way
from services.meals.models import Dish, Meal, Menu
from services.places.actions.keeping import PlaceSheet
from services.places.actions.open_place import open_place
from services.places.models import Place
from tests import personas
from tests.personas import COUNTY, NOW, VILLAGE

TODAY = date(2026, 11, 19)
TOMORROW = TODAY + timedelta(days=1)
NOON = NOW + timedelta(days=1, hours=1, minutes=20)  # tomorrow, twenty past eleven in Datian
DAY = timedelta(days=1)


@dataclass
class Kitchen:
    """A canteen with whom it needs, and its dishes by name."""

    place: Place
    house: Organisation
    chi: User
    dishes: dict[str, Dish] = field(default_factory=dict)


def house(manager: User, name: str = "白岩老饭桌", *, licensed: bool = True, carded: bool = True) -> Organisation:
    """A canteen's organisation: verified, with a food licence; its manager cooks with a health card."""
    made = Organisation.objects.create(
        kind=OrganisationKind.CANTEEN,
        status=OrganisationStatus.VERIFIED,
        name=name,
        region_id=COUNTY,
        verified_at=NOW,
    )
    Member.objects.create(organisation=made, person=manager.person, role=MemberRole.MANAGER, since_on=date(2026, 1, 1))
    give_role(by=None, at=NOW, user=manager, role=Role.ORGANISATION_MANAGER, organisation=made)
    if licensed:
        Paper.objects.create(
            organisation=made, kind=PaperKind.FOOD, number="JY1", valid_until=date(2027, 6, 30), added_at=NOW
        )
    if carded:
        Credential.objects.create(
            person=manager.person,
            kind=CredentialKind.HEALTH_CARD,
            valid_from=date(2026, 1, 1),
            valid_until=date(2027, 6, 30),
        )
    return made


def kitchen(name: str = "白岩老饭桌", *, village: str = VILLAGE, **more: Any) -> Kitchen:
    chi = personas.user("池秋香", village=village)
    made = house(chi, name, **more)
    sheet = PlaceSheet(name=name, address="村部一楼", operator_id=made.id, seats=40)
    place = open_place(by=None, at=NOW, kind="CANTEEN", region_code=village, opened_on=date(2026, 1, 1), sheet=sheet)
    found = Kitchen(place, made, chi)
    for called, fen, allergens, diets in (
        ("红烧豆腐", 600, ["SOY"], ["SOFT", "MILD", "VEGETARIAN"]),
        ("宫保鸡丁", 900, ["PEANUT"], []),
    ):
        found.dishes[called] = write_dish(
            by=chi, at=NOW, place_id=place.id, name=called, price_fen=fen, allergens=allergens, diets=diets
        )
    return found


def menu(
    of: Kitchen, on: date = TOMORROW, sitting: Sitting = Sitting.LUNCH, *, at: datetime = NOW, **more: Any
) -> Menu:
    """A published menu with all its dishes."""
    made = write_menu(
        by=of.chi,
        at=at,
        place_id=of.place.id,
        on=on,
        sitting=sitting,
        dish_ids=[dish.id for dish in of.dishes.values()],
        **more,
    )
    publish_menus(by=of.chi, at=at, place_id=of.place.id, menu_ids=[made.id])
    made.refresh_from_db()
    return made


def wish(of: Kitchen, on: Menu, *names: str, way: Way = Way.EAT_IN) -> Wish:
    return Wish(on.id, tuple(of.dishes[name].id for name in names or ("红烧豆腐",)), way)


def meal(of: Kitchen, on: Menu, elder: Elder, by: User, *, way: Way = Way.EAT_IN, at: datetime = NOW) -> Meal:
    """One meal of tofu."""
    return book_meals(by=by, at=at, elder_id=elder.id, wishes=[wish(of, on, way=way)]).meals[0]


def eats(elder: Elder, **values: Any) -> None:
    """Write into the dossier what the elder may eat."""
    record_facts(by=None, at=NOW, elder=elder, values=values, source=Source.FAMILY, as_of=TODAY)
