"""Refer an elder: one form, filled in already from where one came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.referrals.forms import ReferForm
from frontend.shell.answers import SeeOther
from services.incidents.enums import Kind as Emergency
from services.incidents.queries.rows import incident_for
from services.referrals.actions.refer_elder import refer_elder
from services.referrals.enums import Agreed, Kind, Origin
from services.referrals.kinds import ABSENT, MATTERS
from services.referrals.queries.rows import of_elder
from services.visits.models import Visit

# What an emergency most likely needs next.
AFTER = {
    Emergency.UNLAWFUL_HARM: Kind.POLICE,
    Emergency.FRAUD: Kind.POLICE,
    Emergency.GREAT_HARDSHIP: Kind.RELIEF,
    Emergency.SEVERE_MENTAL_ILLNESS: Kind.COUNSELLING,
    Emergency.CRITICAL_ILLNESS: Kind.MEDICAL_AID,
    Emergency.FIRE: Kind.FIRE_SAFETY,
    Emergency.WEATHER: Kind.HOUSING,
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """``?kind=&visit=&incident=&list=``: what it comes from fills the form in, and stays joined to it."""
    demand(request.user, Permission.REFERRAL_SEND)
    now = timezone.now()
    elder = elder_for(request.user, elder_id, power=Power.VIEW, on=timezone.localdate(now))
    demand(request.user, Permission.REFERRAL_SEND, region_code=elder.person.home_id)
    origin, key, start = _start(request, elder)
    form = ReferForm(request.POST if request.method == "POST" else None, elder=elder, initial=start)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = refer_elder(
                    by=request.user,
                    at=now,
                    elder_id=elder.id,
                    kind=Kind(data["kind"]),
                    reason=data["reason"],
                    agreed=Agreed(data["agreed"]),
                    department=data["department"],
                    office_code=data["office"],
                    origin=origin,
                    origin_key=key,
                    shows=data["shows"],
                )
            except (NotFound, NotAllowed):
                raise
            except Refusal as refusal:
                status = refusal.status
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Sent. You hear what the office answers."))
                return SeeOther(reverse("referrals:case", args=[made.id]))
    context = {
        "elder": elder,
        "person": elder.person,
        "form": form,
        "running": [one for one in of_elder(request.user, elder) if not one.is_over],
        "here": request.get_full_path(),
        "offices": {kind: matter.department.label for kind, matter in MATTERS.items()},
    }
    return render(request, "referrals/refer.html", context, status=status)


def _start(request: HttpRequest, elder: Elder) -> tuple[Origin, UUID | None, dict[str, Any]]:
    """Where it comes from, and what the form says already."""
    get = request.GET.get
    kind = get("kind", "")
    start: dict[str, Any] = {"kind": kind if kind in MATTERS else Kind.RELIEF}
    listed = ABSENT.get(get("list", ""))
    if listed is not None:
        start |= {"kind": listed.kind, "reason": str(listed.sentence)}
        return Origin.LIST, None, start
    if (key := _key(get("incident", ""))) is not None:
        incident, stands = incident_for(request.user, key)
        if incident.elder_id != elder.id or not stands.acts:
            raise NotFound
        start |= {"kind": AFTER.get(Emergency(incident.kind), Kind.OTHER), "agreed": Agreed.DUTY}
        start["reason"] = f"{incident.get_kind_display()}{_(': ')}{incident.words}" if incident.words else ""
        return Origin.INCIDENT, key, start
    if (key := _key(get("visit", ""))) is not None:
        visit = Visit.objects.filter(id=key, elder=elder).first()
        if visit is None:
            raise NotFound
        start["reason"] = visit.words
        return Origin.VISIT, key, start
    return (Origin.DESK if get("from") == "desk" else Origin.DOSSIER), None, start


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotFound from error
