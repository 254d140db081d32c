"""For whoever runs activities: the list, a new one, and one on its day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.queries import managed_organisations, territories
from accounts.organisations.models import Organisation
from accounts.organisations.queries.finding import verified_organisations
from accounts.refusals import NotAllowed
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.activities.forms import ActivityForm
from frontend.shell.going import carried_out, see_other
from frontend.shell.wording import place_text
from services.activities.actions.move_activity import move_activity
from services.activities.actions.plan_activity import plan_activity
from services.activities.enums import TO_COME
from services.activities.models import Activity
from services.activities.queries.calendar import LEADS, activities_run_by, activity_run_by
from services.places.enums import PlaceKind
from services.places.models import Place

PAGE = 30


@login_required
@never_cache
@require_safe
def show_run(request: HttpRequest) -> HttpResponse:
    """``?past=1``: what is to come where the reader runs things, or what was."""
    past = "past" in request.GET
    rows = activities_run_by(request.user)
    rows = rows.exclude(status__in=TO_COME).order_by("-starts_at", "id") if past else rows.filter(status__in=TO_COME)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "past": past,
        "may_plan": bool(_codes(request.user) or managed_organisations(request.user)),
    }
    return render(request, "activities/run.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Announce something, once or as a series. Raises NotAllowed for whoever runs nothing."""
    form = ActivityForm(
        request.POST or None, initial={"on": timezone.localdate(), "place": request.GET.get("place", "")}
    )
    offer(form, request.user)
    made: list[Activity] = []

    def act(_data: dict[str, Any]) -> None:
        made.extend(plan_activity(by=request.user, at=timezone.now(), sheet=form.sheet()))

    if carried_out(form, act):
        said = ngettext("%(number)s session is announced.", "%(number)s sessions are announced.", len(made))
        messages.success(request, said % {"number": len(made)})
        return see_other("activities:desk", made[0].id)
    context = {"form": form, "activity": None}
    return render(request, "activities/form.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Announce one session anew."""
    activity = activity_run_by(request.user, activity_id)
    form = ActivityForm(request.POST or None, initial=_initial(activity))
    offer(form, request.user, activity)
    del form.fields["rhythm"], form.fields["last_on"]

    def act(_data: dict[str, Any]) -> None:
        move_activity(by=request.user, at=timezone.now(), activity_id=activity.id, sheet=form.sheet())

    if carried_out(form, act):
        messages.success(request, _("Announced anew."))
        return see_other("activities:desk", activity.id)
    context = {"form": form, "activity": activity}
    return render(request, "activities/form.html", context, status=422 if form.is_bound else 200)


def offer(form: ActivityForm, user: Any, activity: Activity | None = None) -> None:
    """Places, villages and organisations the reader may choose. Raises NotAllowed for whoever runs nothing."""
    codes, houses = _codes(user), managed_organisations(user)
    if not codes and not houses and activity is None:
        raise NotAllowed
    own = Organisation.objects.filter(id__in=houses)
    counties = sorted({code[:6] for code in [*codes, *own.values_list("region", flat=True)]})
    counties = counties or ([activity.region_id[:6]] if activity is not None else [])
    inside = Q(pk__in=[])
    for code in codes or counties:
        inside |= Q(region__code__startswith=code)
    places = Place.objects.filter(inside, closed_on=None).exclude(
        kind__in=[PlaceKind.SHARED_DWELLING, PlaceKind.CLINIC]
    )
    named = [
        (str(one.id), f"{place_text(one.region.name)} {one.name}")
        for one in places.select_related("region").order_by("region", "name")
    ]
    form.offer("place", [("", pgettext("activity", "At none of them")), *named])
    form.offer("region", [("", "—"), *_villages(codes or counties)])
    standing = [one for county in counties for one in verified_organisations(county)] if codes else list(own)
    form.offer(
        "organisation",
        [("", pgettext("activity", "The village or the township")), *((str(one.id), one.name) for one in standing)],
    )


def _codes(user: Any) -> list[str]:
    return sorted({code for permission in LEADS for code in territories(user, permission)})


def _villages(codes: list[str]) -> list[Any]:
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(code__startswith=code)
    rows = (
        Region.objects.filter(inside, level__in=[Level.TOWNSHIP, Level.VILLAGE])
        .select_related("parent")
        .order_by("code")
    )
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows:
        town = region if region.level == Level.TOWNSHIP or region.parent is None else region.parent
        groups.setdefault(town.code, (place_text(town.name), []))[1].append((region.code, place_text(region.name)))
    return list(groups.values())


def _initial(activity: Activity) -> dict[str, Any]:
    starts, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    return {
        **{name: getattr(activity, name) for name in ("kind", "title", "words", "where", "seats")},
        "place": str(activity.place_id or ""),
        "region": "" if activity.place_id else activity.region_id,
        "organisation": str(activity.organiser_id or ""),
        "organiser": activity.organiser_words,
        "on": starts.date(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
    }
