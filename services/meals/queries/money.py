"""Who pays what of a meal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.elders.models import Elder
from accounts.organisations.queries.contracts import contract_price
from accounts.people.models import Person
from accounts.policies.meal_rules import MEAL_CARRYING
from accounts.policies.queries import applied
from services.catalogue.queries import offered
from services.meals.enums import CATEGORY, ITEMS, Sitting
from services.meals.models import Meal, Menu, Paying
from timebank.subsidies.queries.funding import IN_PERSON, Ask, shares

DELIVERY = "meal_delivery"  # of the service list: what a volunteer who brings a meal earns by
NAMES = {
    Sitting.BREAKFAST: ("老饭桌早饭", "Canteen breakfast"),
    Sitting.LUNCH: ("老饭桌午饭", "Canteen lunch"),
    Sitting.SUPPER: ("老饭桌晚饭", "Canteen supper"),
}


@dataclass(frozen=True)
class Price:
    """What a meal costs and what of it a programme pays, as things stand; ``programme`` is its name."""

    fen: int
    programme_fen: int = 0
    programme: str = ""
    why: str = ""  # why a programme the elder is in does not pay

    @property
    def own_fen(self) -> int:
        return self.fen - self.programme_fen


def ask_for(elder: Elder, menu: Menu, fen: int) -> Ask | None:
    """What a programme would be asked for: the price of the contract that the canteen has, never more than the meal
    costs. None without a contract there on that day. Needs ``person`` of the elder and ``canteen`` of the menu.
    """
    operator, code = menu.canteen.operator_id, ITEMS[Sitting(menu.sitting)]
    if operator is None or not fen:
        return None
    price = contract_price(operator, code, region_code=elder.person.home_id, on=menu.on)
    if price is None:
        return None
    name_zh, name_en = NAMES[Sitting(menu.sitting)]
    return Ask(code, CATEGORY, IN_PERSON, min(fen, price.price_fen), name_zh, name_en)


def prices_of(elder: Elder, wanted: Sequence[tuple[Menu, int]], *, today: date) -> list[Price]:
    """For menus and what the dishes chosen of each cost, in order: who would pay. A month's money is spent once."""
    asks = [ask_for(elder, menu, fen) for menu, fen in wanted]
    found = [Price(fen) for _menu, fen in wanted]
    months = sorted({(menu.on.year, menu.on.month) for menu, _fen in wanted})
    for month in months:
        places = [
            place
            for place, (menu, _fen) in enumerate(wanted)
            if asks[place] is not None and (menu.on.year, menu.on.month) == month
        ]
        if not places:
            continue
        chosen = [ask for place in places if (ask := asks[place]) is not None]
        given = shares(elder.id, chosen, on=wanted[places[0]][0].on, today=today)
        for place, share in zip(places, given, strict=True):
            fen = wanted[place][1]
            if share.wallet is not None:
                found[place] = Price(fen, share.paid, share.wallet.programme.name)
            else:
                found[place] = Price(fen, why=share.why)
    return found


def payer_of(elder: Elder, *, on: date) -> Person:
    """Who pays for what the elder eats on a day: whoever said so, else the elder. Needs ``person``."""
    row = paying_of(elder.id, on=on)
    return row.payer if row is not None else elder.person


def paying_of(elder_id: UUID, *, on: date) -> Paying | None:
    return Paying.objects.filter(elder=elder_id, ended_at=None, since_on__lte=on).select_related("payer").first()


def carrying_minutes(elder: Elder, *, on: date) -> int:
    """What a volunteer who brings one meal is promised out of the elder's passbook; 0 where the rules give none."""
    if not applied(MEAL_CARRYING, region_code=elder.person.home_id, on=on).value:
        return 0
    item = next(iter(offered([DELIVERY], region_code=elder.person.home_id, on=on)), None)
    return item.price_minutes if item is not None else 0


def ordered_fen(person_id: UUID, elder_id: UUID, month: date) -> int:
    """What the meals that somebody ordered for an elder for days of a month cost, as far as no programme pays."""
    rows = Meal.objects.filter(
        elder=elder_id, booked_by__person=person_id, on__year=month.year, on__month=month.month
    ).exclude(status="CANCELLED")
    return sum(fen - programme for fen, programme in rows.values_list("fen", "programme_fen"))
