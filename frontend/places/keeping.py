"""Places of a territory: the list, a form for one, closing and opening again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.organisations.queries.finding import verified_organisations
from accounts.refusals import Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.shell.week import week_of, week_rows
from frontend.shell.wording import place_text
from services.places.actions.change_place import change_place
from services.places.actions.close_place import close_place
from services.places.actions.keeping import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_SUMMARY, MOST_SEATS, PlaceSheet
from services.places.actions.open_place import open_place
from services.places.actions.reopen_place import reopen_place
from services.places.enums import PlaceKind
from services.places.models import Place
from services.places.queries import place_kept_by, places_kept_by

PAGE = 30
DAY = forms.DateInput(attrs={"type": "date"})


class PlaceForm(forms.Form):
    """What is known of a place; kind and day of opening are asked once."""

    kind = forms.ChoiceField(label=gettext_lazy("What is there?"), choices=PlaceKind.choices)
    region = forms.ChoiceField(label=gettext_lazy("In which village?"))
    name = forms.CharField(label=pgettext_lazy("place", "Name"), max_length=LONGEST_NAME)
    address = forms.CharField(label=pgettext_lazy("place", "Where exactly"), max_length=LONGEST_ADDRESS)
    operator = forms.ChoiceField(
        label=gettext_lazy("Who runs it?"),
        required=False,
        help_text=gettext_lazy("An organisation that is verified. It writes the menus and takes the orders."),
    )
    phone = forms.CharField(label=pgettext_lazy("place", "Telephone"), max_length=20, required=False)
    summary = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seats = forms.IntegerField(label=pgettext_lazy("place", "Seats"), min_value=1, max_value=MOST_SEATS, required=False)
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude"), min_value=-90, max_value=90, required=False,
        help_text=gettext_lazy("As a phone shows it (WGS 84). Empty: the middle of the village."),
    )  # fmt: skip
    longitude = forms.FloatField(label=gettext_lazy("Longitude"), min_value=-180, max_value=180, required=False)
    opened_on = forms.DateField(label=gettext_lazy("Open since"), widget=DAY)

    def __init__(self, county: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["operator"]
        assert isinstance(field, forms.ChoiceField)
        standing = [(str(one.id), one.name) for one in verified_organisations(county)]
        field.choices = [("", pgettext_lazy("place", "Nobody yet")), *standing]

    def sheet(self, hours: Any) -> PlaceSheet:
        data = self.cleaned_data
        return PlaceSheet(
            name=data["name"],
            address=data["address"],
            operator_id=UUID(data["operator"]) if data["operator"] else None,
            phone=data["phone"],
            summary=data["summary"],
            seats=data["seats"],
            point=(data["latitude"], data["longitude"]),
            hours=hours,
        )


class CloseForm(forms.Form):
    closed_on = forms.DateField(label=gettext_lazy("First day it is closed"), widget=DAY)
    reason = forms.CharField(label=pgettext_lazy("place", "Why"), max_length=200)


@login_required
@never_cache
@require_safe
def show_kept(request: HttpRequest) -> HttpResponse:
    """Every place of the reader's territory, closed ones too."""
    page = Paginator(places_kept_by(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "places/kept.html", {"page": page, "today": timezone.localdate()})


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
            return _see_other("places:change", place.id)
    context = {"form": form, "rows": week_rows(hours), "place": None}
    return render(request, "places/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What is known of it, to write anew."""
    place = place_kept_by(request.user, place_id)
    form = PlaceForm(place.region_id[:6], request.POST or None, initial=_initial(place))
    for once in ("kind", "region", "opened_on"):
        del form.fields[once]
    hours = {one.weekday: (one.opens, one.closes) for one in place.hours.all()}
    if request.method == "POST" and form.is_valid():
        try:
            change_place(by=request.user, at=timezone.now(), place_id=place.id, sheet=form.sheet(week_of(request.POST)))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return _see_other("places:change", place.id)
    context = {
        "form": form,
        "rows": week_rows(hours),
        "place": place,
        "close": CloseForm(initial={"closed_on": timezone.localdate()}, auto_id="id_close_%s"),
    }
    return render(request, "places/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def turn(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Close it, with a reason, or open it again."""
    place = place_kept_by(request.user, place_id)
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "place_id": place.id}
    if "reopen" in request.POST:
        reopen_place(**asked)
        messages.success(request, _("It is open again."))
        return _see_other("places:change", place.id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say from when, and why."))
        return _see_other("places:change", place.id)
    close_place(**asked, **form.cleaned_data)
    messages.success(request, _("It is closed from that day on."))
    return _see_other("places:change", place.id)


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
    names = ("name", "address", "phone", "summary", "seats", "latitude", "longitude")
    return {name: getattr(place, name) for name in names} | {"operator": str(place.operator_id or "")}


def _see_other(name: str, *args: Any) -> HttpResponse:
    response = HttpResponseRedirect(reverse(name, args=args))
    response.status_code = 303
    return response
