"""The canteen's week: which menus there are, writing them, copying a week, giving them out, and its dishes."""

from datetime import date, datetime, time, timedelta
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.fields import ALLERGENS, DIETS
from accounts.refusals import Refusal
from frontend.meals.going import as_key, week_asked, weeks_around
from frontend.shell.calendar import day_of
from frontend.shell.going import DayInput, see_other
from services.meals.actions.copy_week import copy_week
from services.meals.actions.publish_menus import publish_menus
from services.meals.actions.retire_dish import retire_dish
from services.meals.actions.withdraw_menu import withdraw_menu
from services.meals.actions.write_dish import DEAREST_FEN, LONGEST_NAME, write_dish
from services.meals.actions.write_menu import MOST_PORTIONS, write_menu
from services.meals.enums import HOURS, Sitting
from services.meals.models import Dish, Menu
from services.meals.queries.menus import canteen_run_by, dishes_of, menus_of
from services.places.models import Place
from services.places.queries import places_run_by

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MenuForm(forms.Form):
    """One day and sitting."""

    on = forms.DateField(label=pgettext_lazy("menu", "Day"), widget=DayInput)
    sitting = forms.ChoiceField(label=gettext_lazy("Which meal"), choices=Sitting.choices)
    dishes = forms.MultipleChoiceField(label=gettext_lazy("Dishes"), widget=forms.CheckboxSelectMultiple)
    starts = forms.TimeField(label=gettext_lazy("Served from"), widget=CLOCK)
    ends = forms.TimeField(label=gettext_lazy("until"), widget=CLOCK)
    cut_off_hours = forms.IntegerField(
        label=gettext_lazy("Orders end, hours before"),
        min_value=0,
        max_value=72,
        required=False,
        help_text=gettext_lazy("Empty: as the county's rules say."),
    )
    most = forms.IntegerField(
        label=gettext_lazy("At most so many portions"), min_value=1, max_value=MOST_PORTIONS, required=False
    )

    def __init__(self, dishes: list[Dish], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["dishes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.id), f"{one.name} {one.price_fen / 100:.2f}") for one in dishes]


class DishForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("dish", "Name"), max_length=LONGEST_NAME)
    yuan = forms.DecimalField(
        label=gettext_lazy("Price, yuan"), min_value=0, max_value=DEAREST_FEN // 100, decimal_places=2
    )
    allergens = forms.MultipleChoiceField(
        label=pgettext_lazy("dish", "What is in it"),
        choices=list(ALLERGENS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("These can make people ill. Ask the cook, do not guess."),
    )
    diets = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it is fit for"),
        choices=list(DIETS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@login_required
@never_cache
@require_safe
def show_canteens(request: HttpRequest) -> HttpResponse:
    """Straight to the week when one runs but one place."""
    demand(request.user, Permission.ORDER_DISPATCH)
    places = places_run_by(request.user, on=timezone.localdate())
    if len(places) == 1:
        return see_other("meals:menus", places[0].id)
    return render(request, "meals/canteens.html", {"places": places})


@login_required
@never_cache
@require_safe
def show_menus(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """``?week=2026-11-23``: seven days, with what is ordered."""
    place = canteen_run_by(request.user, place_id)
    first = week_asked(request)
    menus = menus_of(place, first_on=first)
    days: dict[date, list[Menu]] = {first + timedelta(days=n): [] for n in range(7)}
    for menu in menus:
        days[menu.on].append(menu)
    now = timezone.now()
    context = {
        "place": place,
        "days": list(days.items()),
        "drafts": [one for one in menus if not one.is_published and one.cut_off_at > now],
        "has_dishes": bool(dishes_of(place)),
        "is_empty": not menus,
        "today": timezone.localdate(now),
        "now": now,
        **weeks_around(first),
    }
    return render(request, "meals/menus.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """``?day=2026-11-23&sitting=LUNCH``: a menu that is there, or a new one."""
    place = canteen_run_by(request.user, place_id)
    day = day_of(request.GET.get("day", "")) or timezone.localdate() + timedelta(days=1)
    sitting = request.GET.get("sitting", "")
    sitting = sitting if sitting in Sitting.values else Sitting.LUNCH
    menu = Menu.objects.filter(canteen=place, on=day, sitting=sitting).prefetch_related("dishes__dish").first()
    form = MenuForm(_to_choose(place, menu), request.POST or None, initial=_initial(menu, day, sitting))
    if request.method == "POST" and form.is_valid():
        try:
            made = _write(request, place, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The menu is written. Give it out, and it can be ordered."))
            return see_other("meals:menus", place.id, query=f"week={made.on}")
    context = {"place": place, "form": form, "menu": menu, "has_dishes": bool(form.fields["dishes"].choices)}  # type: ignore[attr-defined]
    return render(request, "meals/write.html", context, status=422 if request.method == "POST" else 200)


def _write(request: HttpRequest, place: Place, data: dict[str, Any]) -> Menu:
    starts: time = data["starts"]
    before = data["cut_off_hours"]
    cut_off_at = None
    if before is not None:
        begins = timezone.make_aware(datetime.combine(data["on"], starts))
        cut_off_at = begins - timedelta(hours=before)
    return write_menu(
        by=request.user,
        at=timezone.now(),
        place_id=place.id,
        on=data["on"],
        sitting=data["sitting"],
        dish_ids=[UUID(one) for one in data["dishes"]],
        hours=(starts, data["ends"]),
        cut_off_at=cut_off_at,
        most=data["most"],
    )


def _to_choose(place: Place, menu: Menu | None) -> list[Dish]:
    dishes = dishes_of(place)
    there = [row.dish for row in menu.dishes.all()] if menu is not None else []
    return [*dishes, *(one for one in there if one.id not in {dish.id for dish in dishes})]


def _initial(menu: Menu | None, day: date, sitting: str) -> dict[str, Any]:
    first, last = HOURS[Sitting(sitting)]
    found: dict[str, Any] = {"on": day, "sitting": sitting, "starts": first, "ends": last}
    if menu is None:
        return found
    return found | {
        "dishes": [str(row.dish_id) for row in menu.dishes.all()],
        "starts": timezone.localtime(menu.starts_at).time(),
        "ends": timezone.localtime(menu.ends_at).time(),
        "cut_off_hours": int((menu.starts_at - menu.cut_off_at).total_seconds() // 3600),
        "most": menu.most,
    }


@login_required
@require_POST
def act(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """``publish=<menu>`` (several), ``withdraw=<menu>``, or ``copy`` the week before into ``week``."""
    place = canteen_run_by(request.user, place_id)
    first = day_of(request.POST.get("week", "")) or timezone.localdate()
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    try:
        if "copy" in request.POST:
            made = copy_week(**asked, place_id=place.id, source=first - timedelta(days=7), target=first)
            said = ngettext("%(number)s menu is copied.", "%(number)s menus are copied.", len(made))
            messages.success(request, said % {"number": len(made)} if made else _("There was nothing to copy."))
        elif (menu_id := as_key(request.POST.get("withdraw", ""))) is not None:
            withdraw_menu(**asked, menu_id=menu_id)
            messages.success(request, _("Taken back. Nobody can order from it."))
        else:
            wanted = [key for one in request.POST.getlist("publish") if (key := as_key(one)) is not None]
            out = publish_menus(**asked, place_id=place.id, menu_ids=wanted)
            said = ngettext("%(number)s menu is out.", "%(number)s menus are out.", len(out))
            messages.success(request, said % {"number": len(out)})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return see_other("meals:menus", place.id, query=f"week={first}")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_dishes(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What the canteen cooks; ``?dish=ID`` to write one anew."""
    place = canteen_run_by(request.user, place_id)
    dishes = dishes_of(place)
    key = as_key(request.GET.get("dish", ""))
    dish = next((one for one in dishes if one.id == key), None)
    if request.method == "POST" and "retire" in request.POST and (gone := as_key(request.POST["retire"])) is not None:
        retire_dish(by=request.user, at=timezone.now(), dish_id=gone)
        messages.success(request, _("It is no longer cooked."))
        return see_other("meals:dishes", place.id)
    initial = _of_dish(dish) if dish is not None else {}
    form = DishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fen = int(data.pop("yuan") * 100)
        try:
            write_dish(
                by=request.user,
                at=timezone.now(),
                place_id=place.id,
                price_fen=fen,
                dish_id=dish.id if dish is not None else None,
                **data,
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return see_other("meals:dishes", place.id)
    context = {"place": place, "dishes": dishes, "dish": dish, "form": form}
    return render(request, "meals/dishes.html", context, status=422 if request.method == "POST" else 200)


def _of_dish(dish: Dish) -> dict[str, Any]:
    return {"name": dish.name, "yuan": dish.price_fen / 100, "allergens": dish.allergens, "diets": dish.diets}
