"""The county's service list: what each item is today, changing it from a day on, and what it was before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.wording import date_text
from frontend.territory.ground import ground
from frontend.territory.item_form import ItemForm
from services.catalogue.actions.edit_item import edit_item
from services.catalogue.models import ItemVersion
from services.catalogue.queries import history, menu


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
    region = _region(request)
    versions = list(menu(region_code=region.code, on=timezone.localdate()))
    return render(request, "territory/catalogue.html", {"region": region, "versions": versions})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The form with what holds today (or first), and every version there was."""
    region = _region(request)
    versions = list(history(item_id))
    today = timezone.localdate()
    past = [_past(version, today) for version in versions if version.region_id == region.code]
    current = next((p.version for p in past if p.mood == "now"), None)
    if current is None:
        raise NotFound
    if request.method != "POST":
        return _show(request, region, current, past, ItemForm(initial=ItemForm.of(current, starts_on=today)))
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
        field = {"price_fen": "price_yuan"}.get(refusal.field or "", refusal.field)
        form.add_error(field if field in form.fields else None, str(refusal))
        return _show(request, region, current, past, form, status=refusal.status)
    day = date_text(form.cleaned_data["starts_on"])
    messages.success(
        request,
        _("%(item)s changes on %(day)s. Orders placed before keep their price.") % {"item": new.name, "day": day},
    )
    response = redirect("territory:item", item_id)
    response.status_code = 303
    return response


def _region(request: HttpRequest) -> Region:
    """The county (or whatever holds the list) whose items the reader may change."""
    return ground(request, permission=Permission.CATALOGUE_EDIT).own[0]


def _past(version: ItemVersion, today: date) -> Past:
    if version.valid.isempty:
        return Past(version, None, None, "never")
    since, end = version.valid.lower, version.valid.upper
    until = end - timedelta(days=1) if end else None
    mood = "coming" if since and since > today else "past" if end and end <= today else "now"
    return Past(version, since, until, mood)


def _show(
    request: HttpRequest, region: Region, current: ItemVersion, past: list[Past], form: ItemForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"region": region, "version": current, "past": past, "form": form}
    return render(request, "territory/item.html", context, status=status)
