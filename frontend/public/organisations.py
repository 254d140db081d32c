"""Organisations that are verified, as everybody may read about them: what they do, where, when, by which rules."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.organisations.enums import JoinStatus
from accounts.organisations.models import Organisation
from accounts.organisations.queries import is_member
from accounts.organisations.queries.finding import (
    members_counted,
    own_join_requests,
    verified_organisation,
    verified_organisations,
)
from accounts.regions.models import Region
from frontend.public.service_list import served_region
from frontend.shell.week import spans_of, week_text
from services.orders.queries.organisation_side import taken_on

PAGE = 30
LONGEST_WORD = 20


@require_safe
def show_organisations(request: HttpRequest) -> HttpResponse:
    """``?region=CODE&kind=CLINIC&q=禾田&page=2``: those of a county, by name."""
    asked = request.GET.get("region", "")
    region = (Region.objects.filter(code=asked).first() if asked else None) or served_region()
    rows = verified_organisations(region.code) if region else Organisation.objects.none()
    kinds = [(one, label) for one, label in Organisation._meta.get_field("kind").choices or () if one]
    held = set(rows.order_by().values_list("kind", flat=True).distinct())
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]
    if kind in held:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(name__contains=text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "page": page,
        "kinds": [(one, label) for one, label in kinds if one in held],
        "kind": kind,
        "text": text,
    }
    return render(request, "public/organisations.html", context)


@require_safe
def show_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One of them, how much it can still take, and the way in for whoever would like to belong."""
    organisation = verified_organisation(organisation_id)
    today = timezone.localdate()
    user: Any = request.user
    person_id = user.person_id if user.is_authenticated else None
    asked = own_join_requests(person_id) if person_id else []
    free = None
    if organisation.most_a_day is not None:
        free = max(0, organisation.most_a_day - taken_on(organisation.id, today))
    context = {
        "organisation": organisation,
        "region": organisation.region,
        "hours": week_text(spans_of(organisation.hours.all(), "opens", "closes")),
        "members": members_counted([organisation.id], on=today).get(organisation.id, 0),
        "free": free,
        "belongs": person_id is not None and is_member(organisation.id, person_id, on=today),
        "waits": any(one.organisation_id == organisation.id and one.status == JoinStatus.WAITING for one in asked),
        "may_join": person_id is not None,
    }
    return render(request, "public/organisation.html", context)
