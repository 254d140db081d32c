"""The county's service list: what each item is today, changing it from a day on, and what it was before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.wording import date_text
from frontend.territory.ground import ground
from frontend.territory.item_form import EndForm, ItemForm, NewItemForm
from services.catalogue.actions.edit_item import edit_item
from services.catalogue.actions.end_item import end_item
from services.catalogue.actions.offer_item import offer_item
from services.catalogue.enums import Mode
from services.catalogue.models import ItemVersion
from services.catalogue.queries import history, menu
from services.catalogue.queries.editions import editions_of, unannounced


@dataclass(frozen=True)
class Past:
    """A version with the days it holds. ``until`` is its last day; None while it has none."""

    version: ItemVersion
    since: date | None
    until: date | None
    mood: str  # "now", "coming", "past"; "never" for one replaced on its first day


@login_required
@never_cache
@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """Everything offered here today, by category."""
    region, today = _region(request), timezone.localdate()
    last = editions_of(region.code).first()
    context = {
        "region": region,
        "versions": list(menu(region_code=region.code, on=today)),
        "last": last,
        "waiting": unannounced(region.code, on=max(today, last.starts_on) if last else today).number,
    }
    return render(request, "territory/catalogue.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest) -> HttpResponse:
    """Something that is not on the list yet."""
    region = _region(request)
    first = {"starts_on": timezone.localdate(), "coefficient_percent": 100, "seats": 1, "mode": Mode.IN_PERSON}
    form = NewItemForm(request.POST or None, initial={**first, "price_minutes": 30, "price_yuan": 0})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = offer_item(
                    by=request.user,
                    at=timezone.now(),
                    region=region,
                    category=form.cleaned_data["category"],
                    starts_on=form.cleaned_data["starts_on"],
                    values=form.changes(),
                )
            except Refusal as refusal:
                status = _object(form, refusal)
            else:
                day = date_text(form.cleaned_data["starts_on"])
                messages.success(request, _("%(item)s can be ordered from %(day)s.") % {"item": made.name, "day": day})
                return _back("territory:catalogue")
    return render(request, "territory/item_new.html", {"region": region, "form": form}, status=status)


@login_required
@require_POST
def stop_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """No longer on the list after a day. What is ordered already is still done."""
    region = _region(request)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            end_item(by=request.user, at=timezone.now(), item_id=item_id, region=region, **form.cleaned_data)
        except NotFound:
            raise
        except Refusal as refusal:
            _object(form, refusal)
        else:
            day = date_text(form.cleaned_data["last_on"])
            messages.success(request, _("Offered until %(day)s. What is ordered already is still done.") % {"day": day})
            return _back("territory:catalogue")
    past, current = _versions(region, item_id)
    change = ItemForm(initial=ItemForm.of(current, starts_on=timezone.localdate()))
    return _show(request, region, current, past, change, end=form, status=422)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The form with what holds today (or first), and every version there was."""
    region = _region(request)
    past, current = _versions(region, item_id)
    if request.method != "POST":
        return _show(
            request, region, current, past, ItemForm(initial=ItemForm.of(current, starts_on=timezone.localdate()))
        )
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _show(request, region, current, past, form, status=422)
    try:
        new = edit_item(
            by=request.user,
            at=timezone.now(),
            item_id=item_id,
            region=region,
            starts_on=form.cleaned_data["starts_on"],
            changes=form.changes(),
        )
    except Refusal as refusal:
        return _show(request, region, current, past, form, status=_object(form, refusal))
    day = date_text(form.cleaned_data["starts_on"])
    messages.success(
        request,
        _("%(item)s changes on %(day)s. Orders placed before keep their price.") % {"item": new.name, "day": day},
    )
    return _back("territory:item", item_id)


def _region(request: HttpRequest) -> Region:
    """The county (or whatever holds the list) whose items the reader may change."""
    return ground(request, permission=Permission.CATALOGUE_EDIT).own[0]


def _versions(region: Region, item_id: UUID) -> tuple[list[Past], ItemVersion]:
    """Every version of the item here, and the one that holds today. Raises NotFound."""
    today = timezone.localdate()
    past = [_past(version, today) for version in history(item_id) if version.region_id == region.code]
    current = next((p.version for p in past if p.mood == "now"), None)
    if current is None:
        raise NotFound
    return past, current


def _object(form: forms.Form, refusal: Refusal) -> int:
    """The refusal at the field it is about; its status."""
    field = {"price_fen": "price_yuan"}.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
    return refusal.status


def _back(name: str, *args: Any) -> HttpResponse:
    response = redirect(name, *args)
    response.status_code = 303
    return response


def _past(version: ItemVersion, today: date) -> Past:
    if version.valid.isempty:
        return Past(version, None, None, "never")
    since, end = version.valid.lower, version.valid.upper
    until = end - timedelta(days=1) if end else None
    mood = "coming" if since and since > today else "past" if end and end <= today else "now"
    return Past(version, since, until, mood)


def _show(
    request: HttpRequest,
    region: Region,
    current: ItemVersion,
    past: list[Past],
    form: ItemForm,
    *,
    end: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"region": region, "version": current, "past": past, "form": form}
    context["end"] = end or EndForm(initial={"last_on": timezone.localdate()})
    return render(request, "territory/item.html", context, status=status)
