"""Places of a territory: the list, a form for one, closing and opening again."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.refusals import Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.places.forms import CloseForm, PlaceForm
from frontend.shell.going import see_other
from frontend.shell.sheets import answer, workbook
from frontend.shell.week import week_of, week_rows
from frontend.shell.wording import place_text
from services.activities.queries.calendar import held_from
from services.places.actions.change_place import change_place
from services.places.actions.close_place import close_place
from services.places.actions.open_place import open_place
from services.places.actions.reopen_place import reopen_place
from services.places.enums import PlaceKind
from services.places.models import Place
from services.places.queries import open_on, place_kept_by, places_kept_by
from services.places.queries.safety import safety_of
from services.places.queries.terms import terms_ending

PAGE = 30


@login_required
@never_cache
@require_safe
def show_kept(request: HttpRequest) -> HttpResponse:
    """Every place of the reader's territory, closed ones too."""
    today = timezone.localdate()
    kept = places_kept_by(request.user)
    text, kind = request.GET.get("q", "").strip()[:60], request.GET.get("kind", "")
    rows = kept.filter(kind=kind) if kind in PlaceKind.values else kept
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(region__name__contains=text))
    if "sheet" in request.GET:
        return _sheet(rows, today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    safety = safety_of(kept.filter(open_on(today)), on=today)
    context = {
        "page": page,
        "today": today,
        "text": text,
        "kind": kind,
        "kinds": PlaceKind.choices,
        "query": urlencode({name: value for name, value in (("q", text), ("kind", kind)) if value}),
        "ending": terms_ending(kept, on=today),
        "unsafe": sum(1 for one in safety if one.lacks),
    }
    return render(request, "places/kept.html", context)


def _sheet(rows: QuerySet[Place], today: date) -> HttpResponse:
    """The list to take away."""
    headings = [
        *(_("Village"), pgettext("place", "Name"), _("What is there?"), pgettext("place", "Where exactly")),
        *(
            _("Who runs it?"),
            pgettext("place", "Telephone"),
            pgettext("place", "Seats"),
            _("Places to lie down at noon"),
        ),
        *(_("Beds of day care or of the dwelling"), _("Open since"), pgettext("place", "Closed since"), _("Went into")),
    ]
    lines = [
        [
            *(one.region.name, one.name, str(one.get_kind_display()), one.address, str(one.operator or ""), one.phone),
            *(str(number or "") for number in (one.seats, one.noon_beds, one.day_beds)),
            *(
                one.opened_on.isoformat(),
                one.closed_on.isoformat() if one.closed_on else "",
                str(one.merged_into or ""),
            ),
        ]
        for one in rows
    ]
    total = [pgettext("attendance", "Together"), str(len(lines))]
    return answer(workbook(_("Places"), headings, lines, total), f"{_('Places')}{today.isoformat()}.xlsx")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A new place: where it lies, what it is."""
    demand(request.user, Permission.PLACE_KEEP)
    codes = territories(request.user, Permission.PLACE_KEEP)
    form = PlaceForm(codes[0][:6], request.POST or None, initial={"opened_on": timezone.localdate()})
    villages = form.fields["region"]
    assert isinstance(villages, forms.ChoiceField)
    villages.choices = _villages(codes)
    hours: dict[int, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            hours = week_of(request.POST)
            data = form.cleaned_data
            place = open_place(
                by=request.user,
                at=timezone.now(),
                kind=data["kind"],
                region_code=data["region"],
                opened_on=data["opened_on"],
                sheet=form.sheet(hours),
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The place is entered."))
            return see_other("places:change", place.id)
    context = {"form": form, "rows": week_rows(hours), "place": None}
    return render(request, "places/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What is known of it, to write anew."""
    place = place_kept_by(request.user, place_id)
    by_terms = place.terms.exists()
    form = PlaceForm(place.region_id[:6], request.POST or None, initial=_initial(place), by_terms=by_terms)
    for once in ("kind", "region", "opened_on"):
        del form.fields[once]
    hours = {one.weekday: (one.opens, one.closes) for one in place.hours.all()}
    if request.method == "POST" and form.is_valid():
        try:
            sheet = form.sheet(week_of(request.POST), place.operator_id)
            change_place(by=request.user, at=timezone.now(), place_id=place.id, sheet=sheet)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return see_other("places:change", place.id)
    context = {
        "form": form,
        "rows": week_rows(hours),
        "place": place,
        "here": "what",
        "close": CloseForm(initial={"closed_on": timezone.localdate()}, auto_id="id_close_%s"),
    }
    return render(request, "places/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def turn(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Close it, with a reason, or open it again. What is announced there is shown first; ``sure`` calls it off."""
    place = place_kept_by(request.user, place_id)
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "place_id": place.id}
    if "reopen" in request.POST:
        reopen_place(**asked)
        messages.success(request, _("It is open again."))
        return see_other("places:change", place.id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say from when, and why."))
        return see_other("places:change", place.id)
    on_then = list(held_from(place.id, form.cleaned_data["closed_on"]))
    if on_then and "sure" not in request.POST:
        people = sum(one.expected for one in on_then)  # type: ignore[attr-defined]
        context = {"place": place, "rows": on_then, "people": people, "sent": form.cleaned_data}
        return render(request, "places/closing.html", context)
    close_place(**asked, **form.cleaned_data)
    messages.success(request, _("It is closed from that day on."))
    return see_other("places:change", place.id)


def _villages(codes: list[str]) -> list[Any]:
    """Townships and villages of the territory, the villages below their township."""
    rows = Region.objects.filter(level__in=[Level.TOWNSHIP, Level.VILLAGE])
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(code__startswith=code)
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows.filter(inside).select_related("parent").order_by("code"):
        town = region if region.level == Level.TOWNSHIP or region.parent is None else region.parent
        groups.setdefault(town.code, (place_text(town.name), []))[1].append((region.code, place_text(region.name)))
    return list(groups.values())


def _initial(place: Place) -> dict[str, Any]:
    names = (
        "name",
        "address",
        "phone",
        "summary",
        "seats",
        "noon_beds",
        "day_beds",
        "area_m2",
        "latitude",
        "longitude",
    )
    return {name: getattr(place, name) for name in names} | {
        "operator": str(place.operator_id or ""),
        "partner": str(place.partner_id or ""),
        "equipment": "\n".join(place.equipment),
    }
