"""Canteens of the demo: two of them, a month that is billed, a meal that came back twice, today's count and a round
under way, and what is ordered for the days to come. Everything goes through the actions, relative to now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.organisations.actions.add_paper import add_paper
from accounts.organisations.actions.renew_credential import renew_credential
from accounts.organisations.enums import PaperKind
from accounts.organisations.models import Member, Organisation
from accounts.people.enums import CredentialKind
from accounts.people.models import User
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.note_progress import note_progress
from services.incidents.actions.take_over_incident import take_over_incident
from services.meals.actions.book_meals import Wish, book_meals
from services.meals.actions.change_round import change_round
from services.meals.actions.count_menus import count_menus
from services.meals.actions.decline_meal import decline_meal
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.make_bills import make_bills
from services.meals.actions.publish_menus import publish_menus
from services.meals.actions.publish_round import publish_round
from services.meals.actions.set_payer import set_payer
from services.meals.actions.write_dish import write_dish
from services.meals.actions.write_menu import write_menu
from services.meals.enums import Because, Proof, Sitting, Way
from services.meals.models import Dish, Meal, Menu
from services.places.actions.keeping import PlaceSheet
from services.places.actions.open_place import open_place
from services.places.models import Place
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

VILLAGE, DAY, HOUR = "350425100001", timedelta(days=1), timedelta(hours=1)
COOK = "余丽钦"
LUNCH_HOURS = {day: (time(10, 30), time(13)) for day in range(7)}
# Name, fen, what is in it, whom it is fit for.
DISHES = (
    ("家常豆腐", 700, ("SOY",), ("VEGETARIAN", "NO_PORK", "SOFT", "MILD", "LOW_SUGAR")),
    ("清蒸草鱼", 1000, ("FISH",), ("NO_PORK", "SOFT", "LOW_SALT", "LOW_SUGAR", "LOW_FAT", "MILD")),
    ("芋头焖肉", 900, (), ("SOFT", "MILD")),
    ("番茄炒蛋", 600, ("EGG",), ("VEGETARIAN", "NO_PORK", "SOFT", "MILD", "LOW_SALT")),
    ("冬瓜排骨汤饭", 900, (), ("SOFT", "MILD", "LOW_SALT", "LOW_SUGAR")),
    ("花生猪脚", 1100, ("PEANUT",), ("MILD",)),
    ("九层粿加青菜", 500, ("GLUTEN",), ("VEGETARIAN", "NO_PORK", "SOFT", "MILD")),
)
EATERS = (
    ("范细妹", "helper", Way.DELIVER, "饭软一点，不要辣"),
    ("池金土", "helper", Way.DELIVER, ""),
    ("连玉英", "helper", Way.DELIVER, ""),
    ("林水木", "village", Way.EAT_IN, ""),
    ("吴玉兰", "village", Way.DELIVER, "眼睛看不清，帮忙揭盖"),
)
KNOWN = (
    ("范细妹", {"diets": ["SOFT", "MILD"], "diet": "太硬的咬不动"}),
    ("连玉英", {"diets": ["LOW_SALT", "SOFT"]}),
    ("池金土", {"allergies": ["PEANUT"]}),
)
BACK = "连玉英"  # whose meals came back, twice in a row


@dataclass
class _Kitchen:
    """One canteen: where, who runs it, and its dishes in the order in which they come round."""

    place: Place
    by: User
    dishes: list[Dish] = field(default_factory=list)

    def menu(self, on: date, at: datetime, hours: tuple[time, time] | None = None, sitting: str = "LUNCH") -> Menu:
        first = on.toordinal() % len(self.dishes)
        two = [self.dishes[first], self.dishes[(first + 3) % len(self.dishes)]]
        made = write_menu(
            by=self.by,
            at=at,
            place_id=self.place.id,
            on=on,
            sitting=sitting,
            dish_ids=[dish.id for dish in two],
            hours=hours,
            cut_off_at=_cut_off(on, hours),
            most=40,
        )
        publish_menus(by=self.by, at=at, place_id=self.place.id, menu_ids=[made.id])
        return made


def canteens(cast: Cast) -> Iterator[Step]:
    """The steps, each at its time."""
    story = _Story(cast)
    yield Step(cast.now - 150 * DAY, story.open)
    yield Step(cast.now - 100 * DAY, story.ask)
    for on in _days_of_last_month(cast.today):
        yield Step(_noon(on) - 2 * DAY, partial(story.cook, on))
        yield Step(_noon(on), partial(story.eat, on))
    for days in (4, 3, 2, 1):
        on = cast.today - days * DAY
        yield Step(_noon(on) - 2 * DAY - HOUR, partial(story.cook, on))
        yield Step(_noon(on), partial(story.eat, on, back=days <= 2))
    yield Step(_noon(cast.today - DAY) + HOUR, story.look_in)
    yield Step(cast.now - 20 * HOUR, story.today)
    yield Step(cast.now - 10 * HOUR, story.week)


def meals_to_come(cast: Cast) -> None:
    """Ordered when the month's money is there: the programme pays its part. And last month's bills."""
    elder = cast.elders["范细妹"]
    house = cast.organisation
    if house is None:
        return
    coming = Menu.objects.filter(canteen__operator=house, on__gt=cast.today, published_at__isnull=False).order_by("on")
    wishes = [Wish(menu.id, (_dish_for(elder, menu),), Way.DELIVER, "饭软一点") for menu in coming[:3]]
    if wishes:
        book_meals(by=cast.users["helper"], at=cast.now, elder_id=elder.id, wishes=wishes, despite_clashes=True)
    month = (cast.today.replace(day=1) - DAY).replace(day=1)
    make_bills(by=cast.users["manager"], at=cast.now, organisation_id=house.id, month=month)


class _Story:
    """What happens at the two canteens."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.kitchens: list[_Kitchen] = []
        self.meals: dict[date, list[Meal]] = {}

    @property
    def kitchen(self) -> _Kitchen:
        return self.kitchens[0]

    def open(self) -> None:
        """The township enters both; their papers are handed in and their dishes written down."""
        cast, at = self.cast, self.cast.now - 150 * DAY
        assert cast.organisation is not None
        other = Organisation.objects.get(name="白岩老饭桌")
        for house, name, address, seats, run in (
            (cast.organisation, "白岩幸福院食堂", "白岩 2 组，幸福院一楼", 36, cast.users["manager"]),
            (other, "白岩老饭桌", "白岩村部对面", 20, cast.users["池秋香"]),
        ):
            self.kitchens.append(self._kitchen(house, name, address, seats, run, at))

    def _kitchen(self, house: Organisation, name: str, address: str, seats: int, run: User, at: datetime) -> _Kitchen:
        cast = self.cast
        sheet = PlaceSheet(
            name=name,
            address=address,
            operator_id=house.id,
            phone="0598-7221188",
            summary="中午一荤一素一汤，软的、清淡的都有，走不动的送上门。",
            seats=seats,
            hours=LUNCH_HOURS,
        )
        opened = cast.today - 400 * DAY
        place = open_place(
            by=cast.users["township"], at=at, kind="CANTEEN", region_code=VILLAGE, opened_on=opened, sheet=sheet
        )
        by: dict[str, Any] = {"by": run, "at": at}
        until = cast.today + 300 * DAY
        number = f"JY3350425000{seats}"
        add_paper(**by, organisation_id=house.id, kind=PaperKind.FOOD, number=number, valid_until=until)
        cook = Member.objects.filter(organisation=house, person__name=COOK).first()
        cook = cook or Member.objects.filter(organisation=house).earliest("id")
        card: dict[str, Any] = {"kind": CredentialKind.HEALTH_CARD, "valid_until": cast.today + 210 * DAY}
        renew_credential(**by, member_id=cook.id, **card)
        kitchen = _Kitchen(place, run)
        for called, fen, allergens, diets in DISHES:
            said: dict[str, Any] = {"price_fen": fen, "allergens": allergens, "diets": diets}
            kitchen.dishes.append(write_dish(**by, place_id=place.id, name=called, **said))
        return kitchen

    def ask(self) -> None:
        """What the elders may eat goes into their dossiers; a daughter says that she pays."""
        cast, at = self.cast, self.cast.now - 100 * DAY
        for name, values in KNOWN:
            record_facts(
                by=cast.users["village"],
                at=at,
                elder=cast.elders[name],
                values=values,
                source=Source.FAMILY,
                as_of=timezone.localdate(at),
            )
        set_payer(by=cast.users["family"], at=at, elder_id=cast.elders["范细妹"].id, pays=True)

    def cook(self, on: date) -> None:
        """The menu goes out and is ordered from."""
        at = _noon(on) - 2 * DAY
        menu = self.kitchen.menu(on, at)
        self.meals[on] = self._order(menu, at)

    def _order(self, menu: Menu, at: datetime) -> list[Meal]:
        found = []
        for name, login, way, note in EATERS:
            elder = self.cast.elders[name]
            wish = Wish(menu.id, (_dish_for(elder, menu),), way, note)
            done = book_meals(by=self.cast.users[login], at=at, elder_id=elder.id, wishes=[wish], despite_clashes=True)
            found += done.meals
        return found

    def eat(self, on: date, *, back: bool = False) -> None:
        """Everybody eats; but for one elder, whose meal came back two days running."""
        at, run = _noon(on), self.kitchen.by
        count_menus(at=at)
        for meal in self.meals[on]:
            if back and meal.elder_id == self.cast.elders[BACK].id:
                decline_meal(by=run, at=at, meal_id=meal.id, because=Because.NO_APPETITE, words="只喝了两口汤")
            else:
                hand_over_meal(by=run, at=at, meal_id=meal.id, proof=Proof.SEEN)

    def look_in(self) -> None:
        """The village reads the quiet alarm and goes; the township sees it through."""
        found = Meal.objects.filter(elder=self.cast.elders[BACK], incident__isnull=False).order_by("on").first()
        if found is None or found.incident_id is None:
            return
        at = min(_noon(found.on) + HOUR, self.cast.now)
        case: dict[str, Any] = {"at": at, "incident_id": found.incident_id}
        acknowledge_incident(**case, by=self.cast.users["village"], words="下午就去她家坐坐")
        note_progress(**case, by=self.cast.users["village"], words="有点感冒，没胃口，不发烧；儿子打过电话了")
        take_over_incident(**case, by=self.cast.users["township"], words="请村医明早去量一次体温")

    def today(self) -> None:
        """The sitting of this hour: ordered yesterday, counted, and on its way."""
        cast = self.cast
        at, sitting, hours = cast.now - 20 * HOUR, *_sitting_now(cast.now)
        menu = self.kitchen.menu(cast.today, at, hours, sitting)
        meals = self._order(menu, at)
        count_menus(at=cast.now)
        rounds = draw_rounds(by=self.kitchen.by, at=cast.now - HOUR, menu_id=menu.id)
        carrier = cast.users["volunteer"].person_id
        said: dict[str, Any] = {"by": self.kitchen.by, "at": cast.now - HOUR, "round_id": rounds[0].id}
        change_round(**said, carrier_id=carrier, name="上村")
        publish_round(**said)
        first = next(meal for meal in meals if meal.way == Way.DELIVER)
        card: dict[str, Any] = {"proof": Proof.CARD, "code": first.elder.card_token}
        hand_over_meal(by=cast.users["volunteer"], at=cast.now, meal_id=first.id, **card)

    def week(self) -> None:
        """Seven days to come at both canteens."""
        at = self.cast.now - 10 * HOUR
        for days in range(1, 8):
            for kitchen in self.kitchens:
                kitchen.menu(self.cast.today + days * DAY, at)


def _dish_for(elder: Any, menu: Menu) -> Any:
    """Nobody is given what makes them ill: and not everybody the same."""
    rows = list(menu.dishes.select_related("dish"))
    fit = [row.dish_id for row in rows if "PEANUT" not in row.dish.allergens]
    return fit[ord(elder.person.name[-1]) % len(fit)]


def _cut_off(on: date, hours: tuple[time, time] | None) -> datetime | None:
    return None if hours is None else timezone.make_aware(datetime.combine(on, hours[0]))


def _sitting_now(now: datetime) -> tuple[Sitting, tuple[time, time]]:
    """Which meal it is just now, from a while ago until later today."""
    local = timezone.localtime(now)
    sitting = Sitting.BREAKFAST if local.hour < 10 else Sitting.LUNCH if local.hour < 15 else Sitting.SUPPER
    begun = max(local - timedelta(minutes=40), local.replace(hour=0, minute=0, second=0, microsecond=0))
    last = local.replace(hour=23, minute=59, second=0, microsecond=0)
    over = min(local + timedelta(minutes=80), last)
    return sitting, (begun.time().replace(second=0, microsecond=0), over.time().replace(second=0, microsecond=0))


def _days_of_last_month(today: date) -> list[date]:
    """Six working days in the middle of it."""
    middle = (today.replace(day=1) - DAY).replace(day=12)
    days = [middle + n * DAY for n in range(9)]
    return [day for day in days if day.weekday() < 5][:6]


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(11, 20)))
