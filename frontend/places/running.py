"""Who runs a place and what it lives on; several places become one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import Refusal
from frontend.places.forms import EndTermsForm, MergeForm, TermsForm
from frontend.places.going import status_of
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.wording import place_text
from services.merging.actions.merge_places import merge_places
from services.merging.actions.undo_place_merge import undo_place_merge
from services.places.actions.end_terms import end_terms
from services.places.actions.set_terms import set_terms
from services.places.enums import HOSTING, LIVED_IN
from services.places.models import Place, PlaceMerge
from services.places.queries import place_kept_by, places_kept_by
from services.places.queries.funds import budget_kind, funds_of
from services.places.queries.terms import terms_of
from timebank.subsidies.actions.open_budget import PlaceSheet, open_budget


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_terms(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """The agreements of a place, the money it lives on, and a form for the next agreement."""
    place = place_kept_by(request.user, place_id)
    today = timezone.localdate()
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    form = TermsForm(place.region_id[:6], posted(request, "set"), initial={"first_on": today})
    end = EndTermsForm(posted(request, "end"), initial={"last_on": today}, auto_id="id_end_%s")

    def write(data: dict[str, Any]) -> None:
        operator = UUID(data.pop("operator")) if data["operator"] else data.pop("operator") or None
        set_terms(**asked, place_id=place.id, operator_id=operator, **data)

    def stop(data: dict[str, Any]) -> None:
        end_terms(**asked, terms_id=data["terms"], last_on=data["last_on"], reason=data["reason"])

    if carried_out(form, write):
        messages.success(request, _("Written down. Who runs the place follows it."))
        return see_other("places:terms", place.id)
    if carried_out(end, stop):
        messages.success(request, _("The agreement ends with that day."))
        return see_other("places:terms", place.id)
    merged = list(place.merged_from.all())
    context = {
        "place": place,
        "here": "terms",
        "form": form,
        "end": end,
        "today": today,
        "rows": list(terms_of([place.id, *(one.id for one in merged)]).select_related("place", "operator")),
        "funds": funds_of(place, merged=merged),
        "may_budget": may(request.user, Permission.BUDGET_KEEP, region_code=place.region_id),
    }
    return render(request, "places/terms.html", context, status=status_of(form, end))


@login_required
@require_POST
def start_budget(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """A budget of the place in the books; what comes in is written down there."""
    place = place_kept_by(request.user, place_id)
    sheet = PlaceSheet(budget_kind(place), place.name, place.id)
    try:
        open_budget(by=request.user, at=timezone.now(), region=place.region, name=place.name, place=sheet)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The budget is open. Write down what comes in."))
    return see_other("places:terms", place.id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_merge(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Places that go into this one, what went into it, and the way back."""
    place = place_kept_by(request.user, place_id)
    kept = places_kept_by(request.user).filter(closed_on=None, region__code__startswith=place.region_id[:6])
    kinds = HOSTING if place.kind in HOSTING else LIVED_IN if place.kind in LIVED_IN else (place.kind,)
    others = list(kept.filter(kind__in=kinds if place.kind in HOSTING else (place.kind,)).exclude(id=place.id))
    others.sort(key=lambda one: (one.region_id[:9] != place.region_id[:9], one.region_id, one.name))
    first = {"merged_on": timezone.localdate() + timedelta(days=1)}
    form = MergeForm(posted(request, "merge"), initial=first)
    form.fields["places"].choices = [(str(one.id), _named(one)) for one in others]  # type: ignore[attr-defined]

    def act(data: dict[str, Any]) -> None:
        ids = [UUID(key) for key in data["places"]]
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "into_id": place.id}
        merge_places(**asked, place_ids=ids, merged_on=data["merged_on"], reason=data["reason"])

    if carried_out(form, act):
        messages.success(request, _("Merged. What was to come there goes on here."))
        return see_other("places:merge", place.id)
    rows = PlaceMerge.objects.filter(into=place) | PlaceMerge.objects.filter(place=place)
    context = {
        "place": place,
        "here": "merge",
        "form": form,
        "others": others,
        "rows": rows.select_related("place", "into", "merged_by__person").order_by("-merged_at"),
    }
    return render(request, "places/merge.html", context, status=status_of(form))


@login_required
@require_POST
def part(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Take one merging back."""
    try:
        merge = undo_place_merge(by=request.user, at=timezone.now(), merge_id=merge_id)
    except Refusal as refusal:
        row = PlaceMerge.objects.filter(id=merge_id).first()
        if row is None or refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
        return see_other("places:merge", row.into_id)
    messages.success(request, _("They are apart again."))
    return see_other("places:merge", merge.into_id)


def _named(place: Place) -> str:
    return f"{place_text(place.region.name)} {place.name} ({place.get_kind_display()})"
