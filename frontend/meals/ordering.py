"""Ordering meals for an elder: the week, what it costs and who pays, then done."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.refusals import Refusal
from frontend.meals.going import as_key, elder_of, week_asked, weeks_around
from frontend.shell.going import DayInput, see_other
from services.meals.actions.book_meals import LONGEST_NOTE, Wish, book_meals
from services.meals.actions.cancel_meal import cancel_meal
from services.meals.actions.end_away import end_away
from services.meals.actions.set_away import set_away
from services.meals.actions.set_payer import set_payer
from services.meals.enums import MealStatus, Way
from services.meals.models import Meal, Menu
from services.meals.queries.away import absences_of
from services.meals.queries.eating import Clash, Eating, clashes_of, eating_of
from services.meals.queries.menus import last_week_of, meal_for, meals_of, published_menus
from services.meals.queries.money import Price, carrying_minutes, payer_of, paying_of, prices_of
from services.places.queries import Near, places_near

DAYS = 7


class OrderForm(forms.Form):
    """How it gets to the elder and how they agreed; which dishes is read from the page's own boxes."""

    way = forms.ChoiceField(
        label=gettext_lazy("How does it get to the table?"), choices=Way.choices, widget=forms.RadioSelect
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("How did the elder agree?"),
        choices=[
            (Consent.IN_PERSON, gettext_lazy("Agreed in person")),
            (Consent.BY_PHONE, gettext_lazy("Agreed by telephone")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=pgettext_lazy("meal", "For the kitchen"), max_length=LONGEST_NOTE, required=False,
        help_text=gettext_lazy("For instance: rice cooked soft, small portion."),
    )  # fmt: skip


class AwayForm(forms.Form):
    first_on = forms.DateField(label=gettext_lazy("First day away"), widget=DayInput)
    last_on = forms.DateField(label=gettext_lazy("Last day away"), widget=DayInput)
    words = forms.CharField(label=gettext_lazy("Where to"), max_length=120, required=False)


@dataclass
class Course:
    """One sitting as the page shows it: what is ordered, or what can be."""

    menu: Menu
    meal: Meal | None
    is_open: bool
    sold_out: bool
    chosen: set[UUID] = field(default_factory=set)
    clashes: dict[UUID, list[Clash]] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[Any, bool, list[Clash]]]:
        return [(row, row.dish_id in self.chosen, self.clashes.get(row.dish_id, [])) for row in self.menu.dishes.all()]


@dataclass(frozen=True)
class Line:
    """One meal of the list to confirm."""

    wish: Wish
    menu: Menu
    title: str
    price: Price
    clashes: list[Clash]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_order(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """``?week=2026-11-23&canteen=ID``. POST ``look`` shows what it costs, POST ``book`` orders it."""
    elder = elder_of(request.user, elder_id)
    now = timezone.now()
    first = week_asked(request)
    near = places_near(elder.person, on=timezone.localdate(now), most=500)
    menus = published_menus([one.place.id for one in near], first_on=first, days=DAYS)
    cooking = [one for one in near if any(menu.canteen_id == one.place.id for menu in menus)]
    canteen = _canteen(request, elder, cooking)
    here = [menu for menu in menus if canteen is not None and menu.canteen_id == canteen.place.id]
    form = OrderForm(request.POST or None, initial=_likely(request, elder))
    eating = eating_of([elder.id])[elder.id]
    if request.method == "POST" and form.is_valid():
        wishes = _wishes(request, here, form.cleaned_data)
        if not wishes:
            form.add_error(None, _("Choose at least one meal."))
        elif "book" in request.POST:
            return _book(request, elder, wishes, form, first)
        else:
            return _confirm(request, elder, wishes, here, eating, form)
    context = {
        "elder": elder,
        "person": elder.person,
        "days": _days(first, elder, here, eating, request, now),
        "cooking": cooking,
        "canteen": canteen,
        "form": form,
        "eating": eating,
        "today": timezone.localdate(now),
        "again": request.GET.get("again"),
        "payer": payer_of(elder, on=timezone.localdate(now)),
        "paying": paying_of(elder.id, on=timezone.localdate(now)),
        "absences": absences_of(elder.id, since=timezone.localdate(now)),
        "away": AwayForm(auto_id="id_away_%s"),
        **weeks_around(first),
    }
    return render(request, "meals/order.html", context, status=422 if request.method == "POST" else 200)


def _canteen(request: HttpRequest, elder: Elder, cooking: list[Near]) -> Near | None:
    asked = as_key(request.GET.get("canteen", ""))
    last = Meal.objects.filter(elder=elder).order_by("-on").values_list("menu__canteen", flat=True).first()
    for wanted in (asked, last):
        found = next((one for one in cooking if one.place.id == wanted), None)
        if found is not None:
            return found
    return cooking[0] if cooking else None


def _likely(request: HttpRequest, elder: Elder) -> dict[str, Any]:
    """As last time."""
    last = Meal.objects.filter(elder=elder).order_by("-booked_at").values_list("way", flat=True).first()
    return {"way": last or Way.EAT_IN, "consent": Consent.IN_PERSON}


def _days(
    first: date, elder: Elder, menus: list[Menu], eating: Eating, request: HttpRequest, now: Any
) -> list[tuple[date, list[Course]]]:
    last = first + timedelta(days=DAYS - 1)
    standing = {
        (meal.on, meal.sitting): meal
        for meal in meals_of(elder, first_on=first, last_on=last)
        if meal.status != MealStatus.CANCELLED
    }
    ticked = {tuple(pick.split(":", 1)) for pick in request.POST.getlist("pick")}
    if request.method != "POST" and request.GET.get("again"):
        ticked |= _as_last_week(elder, first, menus)
    days: dict[date, list[Course]] = {first + timedelta(days=n): [] for n in range(DAYS)}
    for menu in menus:
        taken: int = getattr(menu, "taken", 0)
        course = Course(
            menu,
            standing.pop((menu.on, menu.sitting), None),
            menu.takes_orders(now),
            menu.most is not None and taken >= menu.most,
            {row.dish_id for row in menu.dishes.all() if (str(menu.id), str(row.dish_id)) in ticked},
            {row.dish_id: clashes_of(eating, [row.dish]) for row in menu.dishes.all()},
        )
        days[menu.on].append(course)
    for (on, _sitting), meal in standing.items():  # ordered at another canteen
        days[on].append(Course(meal.menu, meal, False, False))
    return list(days.items())


def _as_last_week(elder: Elder, first: date, menus: list[Menu]) -> set[tuple[str, str]]:
    """The dishes of last week where they are cooked again, else the first dish of that sitting."""
    before = {(meal.on, meal.sitting): meal for meal in last_week_of(elder, first_on=first)}
    ticked: set[tuple[str, str]] = set()
    for menu in menus:
        meal = before.get((menu.on - timedelta(days=DAYS), menu.sitting))
        if meal is None:
            continue
        had = {line.menu_dish.dish_id for line in meal.lines.all()}
        offered = [row.dish_id for row in menu.dishes.all()]
        same = [dish for dish in offered if dish in had] or offered[:1]
        ticked |= {(str(menu.id), str(dish)) for dish in same}
    return ticked


def _wishes(request: HttpRequest, menus: list[Menu], data: dict[str, Any]) -> list[Wish]:
    """``pick=<menu>:<dish>``, each menu once."""
    chosen: dict[UUID, list[UUID]] = {}
    known = {menu.id for menu in menus}
    for pick in request.POST.getlist("pick"):
        menu_id, dish_id = (as_key(part) for part in (*pick.split(":", 1), "")[:2])
        if menu_id in known and dish_id is not None and menu_id is not None:
            chosen.setdefault(menu_id, []).append(dish_id)
    return [Wish(menu_id, tuple(dishes), Way(data["way"]), data["note"]) for menu_id, dishes in chosen.items()]


def _confirm(
    request: HttpRequest, elder: Elder, wishes: list[Wish], menus: list[Menu], eating: Eating, form: OrderForm
) -> HttpResponse:
    by_id = {menu.id: menu for menu in menus}
    chosen = [
        (by_id[wish.menu_id], [row for row in by_id[wish.menu_id].dishes.all() if row.dish_id in wish.dish_ids])
        for wish in wishes
    ]
    today = timezone.localdate()
    prices = prices_of(elder, [(menu, sum(row.price_fen for row in rows)) for menu, rows in chosen], today=today)
    lines = [
        Line(
            wish,
            menu,
            _(", ").join(row.dish.name for row in rows),
            price,
            clashes_of(eating, [row.dish for row in rows]),
        )
        for wish, (menu, rows), price in zip(wishes, chosen, prices, strict=True)
    ]
    context = {
        "elder": elder,
        "person": elder.person,
        "lines": lines,
        "picks": request.POST.getlist("pick"),
        "form": form,
        "way": Way(form.cleaned_data["way"]).label,
        "total": sum(line.price.fen for line in lines),
        "programme": sum(line.price.programme_fen for line in lines),
        "own": sum(line.price.own_fen for line in lines),
        "payer": payer_of(elder, on=today),
        "clashing": any(line.clashes for line in lines),
        "carrying": carrying_minutes(elder, on=lines[0].menu.on) if form.cleaned_data["way"] == Way.DELIVER else 0,
    }
    return render(request, "meals/confirm.html", context)


def _book(request: HttpRequest, elder: Elder, wishes: list[Wish], form: OrderForm, first: date) -> HttpResponse:
    try:
        done = book_meals(
            by=request.user,
            at=timezone.now(),
            elder_id=elder.id,
            wishes=wishes,
            consent=Consent(form.cleaned_data["consent"]),
            despite_clashes="despite" in request.POST,
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("meals:order", elder.id, query=f"week={first}")
    said = ngettext("%(number)s meal is ordered.", "%(number)s meals are ordered.", len(done.meals))
    messages.success(request, said % {"number": len(done.meals)})
    for _wish, why in done.refused:
        messages.warning(request, str(why))
    return see_other("meals:order", elder.id, query=f"week={first}")


@login_required
@require_POST
def cancel(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    """Call one meal off."""
    meal = meal_for(request.user, meal_id)
    try:
        done = cancel_meal(by=request.user, at=timezone.now(), meal_id=meal.id, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if done.late:
            messages.warning(request, _("Called off. The kitchen had begun: that is written down."))
        else:
            messages.success(request, _("Called off. It costs nothing."))
    if "kitchen" in request.POST:
        return see_other("meals:kitchen", meal.menu_id)
    return see_other("meals:order", meal.elder_id, query=f"week={meal.on}")


@login_required
@require_POST
def say_away(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The elder is elsewhere for some days."""
    elder = elder_of(request.user, elder_id)
    form = AwayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say from which day to which."))
        return see_other("meals:order", elder.id)
    try:
        _away, gone = set_away(by=request.user, at=timezone.now(), elder_id=elder.id, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("meals:order", elder.id)
    said = ngettext("Noted. %(number)s meal was called off.", "Noted. %(number)s meals were called off.", len(gone))
    messages.success(request, said % {"number": len(gone)} if gone else _("Noted. Nobody will wonder."))
    return see_other("meals:order", elder.id)


@login_required
@require_POST
def take_away_back(request: HttpRequest, away_id: UUID) -> HttpResponse:
    """The elder is here after all."""
    away = end_away(by=request.user, at=timezone.now(), away_id=away_id)
    messages.success(request, _("Noted. Order the meals anew."))
    return see_other("meals:order", away.elder_id)


@login_required
@require_POST
def say_payer(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """I pay, or no longer."""
    elder = elder_of(request.user, elder_id)
    pays = request.POST.get("pays") == "1"
    try:
        set_payer(by=request.user, at=timezone.now(), elder_id=elder.id, pays=pays)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("From now on the bill comes to you.") if pays else _("From now on the elder pays."))
    return see_other("meals:order", elder.id)
