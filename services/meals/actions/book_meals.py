"""Order meals for an elder: one, or a week of them in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.organisations.queries.finding import serves
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.endings import demand_running
from services.meals.actions.holding import hold
from services.meals.actions.keeping import tell
from services.meals.enums import CATEGORY, ITEMS, MealStatus, Sitting, Way
from services.meals.models import Meal, MealLine, Menu, MenuDish
from services.meals.queries.away import away_on
from services.meals.queries.eating import Clash, Eating, clashes_of, eating_of
from services.meals.queries.money import payer_of
from services.orders.actions.claim_for_organisation import OutsideAreas
from services.orders.actions.limits import MoneyUsedUp, ServiceNotAllowed, yuan
from services.orders.queries.allowance import Allowance, allowance_of

MOST_AT_ONCE, LONGEST_NOTE = 63, 120  # three weeks, three times a day


class NothingChosen(Invalid):
    code = "nothing_chosen"
    sentence = _("Choose at least one meal.")


class NotOnMenu(Invalid):
    code = "not_on_menu"
    sentence = _("One of these dishes is not on this menu.")


class TooLateToOrder(Refusal):
    code = "meal_too_late"
    sentence = _("Orders for %(sitting)s on %(on)s have ended: the kitchen is counting.")


class SoldOut(Refusal):
    code = "meal_sold_out"
    sentence = _("All portions of %(sitting)s on %(on)s are taken.")


class AlreadyOrdered(Refusal):
    code = "meal_already_ordered"
    sentence = _("There is a meal for %(sitting)s on %(on)s already. Call it off to order another one.")


class ElderAway(Refusal):
    code = "meal_elder_away"
    sentence = _("The elder is away on %(on)s. Take the absence back first if that is wrong.")


class MealClash(Refusal):
    """``clashes`` in words stand in the sentence; sent once more with ``despite_clashes`` it is ordered."""

    code = "meal_clash"
    sentence = _("Not good for this elder: %(what)s. Order it all the same only if you know that it is right.")


@dataclass(frozen=True)
class Wish:
    """Dishes of one menu, by the ids of the dishes, and how they get to the elder."""

    menu_id: UUID
    dish_ids: tuple[UUID, ...]
    way: Way = Way.EAT_IN
    note: str = ""


@dataclass
class Booked:
    """What is ordered now, and what could not be, each with its reason."""

    meals: list[Meal] = field(default_factory=list)
    refused: list[tuple[Wish, Refusal]] = field(default_factory=list)


@dataclass
class _Table:
    """What is the same for every wish of one call."""

    by: Any
    at: datetime
    elder: Elder
    payer: Person
    eating: Eating
    allowance: Allowance | None
    consent: Consent
    despite_clashes: bool
    menus: dict[UUID, Menu]


def book_meals(
    *,
    by: Any,
    at: datetime,
    elder_id: UUID,
    wishes: Sequence[Wish],
    consent: Consent = Consent.IN_PERSON,
    despite_clashes: bool = False,
) -> Booked:
    """Order each wish that can be; those that cannot come back with their refusal.

    Sent once more, what stands already with the same dishes is returned and not ordered twice. Raises NotFound without
    the power ORDER, ElderLeft, NothingChosen; and, when not one of them can be ordered, the refusal of the first:
    NotFound (no such menu here), TooLateToOrder, SoldOut, AlreadyOrdered, ElderAway, MealClash, NotOnMenu,
    OutsideAreas, and what the mandate does not allow.
    """
    if not wishes or len(wishes) > MOST_AT_ONCE:
        raise NothingChosen(field="meals")
    done = Booked()
    with transaction.atomic():
        table = _table(by, at, elder_id, wishes, consent, despite_clashes)
        demand_running(table.elder.person.home_id, at=at)
        for wish in wishes:
            try:
                with transaction.atomic():
                    done.meals.append(_book(table, wish))
            except Refusal as refusal:
                done.refused.append((wish, refusal))
        if not done.meals:
            raise done.refused[0][1]
    return done


def _table(
    by: Any, at: datetime, elder_id: UUID, wishes: Sequence[Wish], consent: Consent, despite_clashes: bool
) -> _Table:
    on = timezone.localdate(at)
    elder = elder_for(by, elder_id, power=Power.ORDER, on=on)
    # Locked, so that nobody takes leave of them between this look and the meal.
    if Elder.objects.select_for_update(no_key=True).get(id=elder.id).left_on is not None:
        raise ElderLeft
    allowance = allowance_of(by, elder, on=on, for_update=True)
    rows = Menu.objects.select_for_update(no_key=True, of=("self",)).order_by("id")
    rows = rows.select_related("canteen__operator", "canteen__region").prefetch_related("dishes__dish")
    menus = {menu.id: menu for menu in rows.filter(id__in={wish.menu_id for wish in wishes})}
    return _Table(
        by,
        at,
        elder,
        payer_of(elder, on=on),
        eating_of([elder.id])[elder.id],
        allowance,
        consent,
        despite_clashes,
        menus,
    )


def _book(table: _Table, wish: Wish) -> Meal:
    menu = _menu(table, wish)
    chosen = _chosen(menu, wish)
    before = Meal.objects.filter(elder=table.elder, on=menu.on, sitting=menu.sitting).exclude(
        status=MealStatus.CANCELLED
    )
    if (standing := before.first()) is not None:
        return _again(standing, menu, chosen)
    if table.at >= menu.cut_off_at:
        raise TooLateToOrder(field="meals", **_facts(menu))
    if away_on([table.elder.id], menu.on):
        raise ElderAway(field="meals", on=menu.on.isoformat())
    if menu.most is not None and menu.meals.exclude(status=MealStatus.CANCELLED).count() >= menu.most:
        raise SoldOut(field="meals", **_facts(menu))
    clashes = clashes_of(table.eating, [row.dish for row in chosen])
    if clashes and not table.despite_clashes:
        raise MealClash(field="meals", what=_(", ").join(one.words for one in clashes))
    return _write(table, wish, menu, chosen, clashes)


def _menu(table: _Table, wish: Wish) -> Menu:
    menu = table.menus.get(wish.menu_id)
    home = table.elder.person.home_id
    if menu is None or not menu.is_published or menu.canteen.region_id[:6] != home[:6]:
        raise NotFound(field="meals")
    operator = menu.canteen.operator
    if wish.way == Way.DELIVER and operator is not None and not serves(operator, home):
        raise OutsideAreas(field="meals")
    return menu


def _chosen(menu: Menu, wish: Wish) -> list[MenuDish]:
    found = [row for row in menu.dishes.all() if row.dish_id in wish.dish_ids]
    if not found or len(found) != len(set(wish.dish_ids)):
        raise NotOnMenu(field="meals")
    return found


def _again(standing: Meal, menu: Menu, chosen: list[MenuDish]) -> Meal:
    """The same form once more finds the meal it ordered."""
    dishes = set(standing.lines.values_list("menu_dish", flat=True))
    if standing.menu_id != menu.id or dishes != {row.id for row in chosen} or standing.status != MealStatus.BOOKED:
        raise AlreadyOrdered(field="meals", **_facts(menu))
    return standing


def _write(table: _Table, wish: Wish, menu: Menu, chosen: list[MenuDish], clashes: list[Clash]) -> Meal:
    fen = sum(row.price_fen for row in chosen)
    meal = Meal(
        elder=table.elder,
        payer=table.payer,
        menu=menu,
        on=menu.on,
        sitting=menu.sitting,
        way=wish.way,
        fen=fen,
        clashes=sorted({one.key for one in clashes}),
        note=wish.note.replace("\x00", "").strip()[:LONGEST_NOTE],
        consent=table.consent,
        booked_at=table.at,
        booked_by=table.by,
    )
    try:
        with transaction.atomic():
            meal.save(force_insert=True)
    except IntegrityError as error:  # ordered from another canteen at the same moment
        if "meal_one_a_sitting" not in str(error):
            raise
        raise AlreadyOrdered(field="meals", **_facts(menu)) from error
    MealLine.objects.bulk_create(MealLine(meal=meal, menu_dish=row, fen=row.price_fen) for row in chosen)
    hold(meal, at=table.at)
    _within_mandate(table, meal)
    tell(meal, "booked", at=table.at, by=table.by)
    return meal


def _within_mandate(table: _Table, meal: Meal) -> None:
    """Raises ServiceNotAllowed, MoneyUsedUp; the meal is written already and counts."""
    if table.allowance is None:
        return
    mandate = table.allowance.mandate
    if not mandate.allows(ITEMS[Sitting(meal.sitting)], CATEGORY):
        raise ServiceNotAllowed(field="meals", what=meal.get_sitting_display())
    if mandate.fen_per_month is None:
        return
    allowance = allowance_of(table.by, table.elder, on=timezone.localdate(table.at), month=meal.on)
    over = allowance.fen_used - mandate.fen_per_month if allowance is not None else 0
    if over > 0:
        takes = meal.fen - meal.programme_fen
        raise MoneyUsedUp(
            field="meals",
            most=yuan(mandate.fen_per_month),
            left=yuan(max(0, takes - over)),
            takes=yuan(takes),
        )


def _facts(menu: Menu) -> dict[str, Any]:
    return {"sitting": menu.get_sitting_display(), "on": menu.on.isoformat()}
