"""What the rules found in the territory: who is left behind, who is at risk, who goes without what they seem due."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.lift_override import lift_override
from accounts.elders.actions.override_tier import override_tier
from accounts.elders.enums import Tier
from accounts.elders.models import Elder
from accounts.elders.queries.lists import LEFT_BEHIND, NOT_KNOWN, TIERS, counts, on_list
from accounts.elders.queries.status import status_of
from accounts.elders.rules.flags import FLAGS, About
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.shell.wording import way_text
from frontend.territory.elders import own_elder
from frontend.territory.ground import Ground, ground

PAGE = 30
USUAL_DAYS = 90


@dataclass(frozen=True)
class Listed:
    """One list: its name in the address, words, how many stand on it."""

    name: str
    title: Any
    sentence: Any
    count: int = 0


STATUS = (
    Listed(
        LEFT_BEHIND,
        pgettext_lazy("list", "Left behind"),
        gettext_lazy("By the definition that holds here, as of last night."),
    ),
    Listed(NOT_KNOWN, gettext_lazy("Not yet known"), gettext_lazy("Something is missing to say so: ask the family.")),
)
RISK = {
    Tier.HIGH: pgettext_lazy("list", "High risk"),
    Tier.MIDDLE: pgettext_lazy("list", "Medium risk"),
    Tier.LOW: pgettext_lazy("list", "Low risk"),
}
EVERY = {one.name: one for one in STATUS}
EVERY |= {name: Listed(name, RISK[tier], gettext_lazy("From what the dossier says.")) for name, tier in TIERS.items()}
EVERY |= {flag.code: Listed(flag.code, flag.title, flag.sentence) for flag in FLAGS.values()}


@login_required
@never_cache
@require_safe
def show_lists(request: HttpRequest) -> HttpResponse:
    """Every list with its count; ``?place=350425100`` narrows."""
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    found = counts(land.codes)
    groups = [
        (gettext_lazy("Status"), [name.name for name in STATUS]),
        (pgettext_lazy("list", "Risk"), list(TIERS)),
        *((about.label, [flag.code for flag in FLAGS.values() if flag.about == about]) for about in About),
    ]
    context = {
        "land": land,
        "total": found["all"],
        "groups": [(title, [_counted(EVERY[name], found[name]) for name in names]) for title, names in groups],
        "kept": f"?place={land.place.code}" if land.place else "",
    }
    return render(request, "territory/lists.html", context)


@login_required
@never_cache
@require_safe
def show_list(request: HttpRequest, name: str) -> HttpResponse:
    """The elders of one list, masked; ``?page=2``. NotFound for a list that is none."""
    if name not in EVERY:
        raise NotFound
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    page = Paginator(on_list(land.codes, name), PAGE).get_page(request.GET.get("page"))
    context = {
        "land": land,
        "listed": EVERY[name],
        "page": page,
        "rows": _with_homes(page.object_list),
        "kept": f"&place={land.place.code}" if land.place else "",
        "back": _back(land),
    }
    return render(request, "territory/list.html", context)


class TierForm(forms.Form):
    """Another tier than the score's: which, why, until when."""

    tier = forms.ChoiceField(label=gettext_lazy("Risk"), choices=Tier.choices)
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Say until when.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_tier(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Why the elder stands in the tier, and the form that decides otherwise for a time."""
    demand(request.user, Permission.ELDER_REGISTER)
    elder = own_elder(request, elder_id)
    now = timezone.now()
    today = timezone.localdate(now)
    status = status_of(elder, on=today)
    start = {"tier": status.risk.tier, "until": (today + timedelta(days=USUAL_DAYS)).isoformat()}
    form = TierForm(request.POST) if request.method == "POST" else TierForm(initial=start)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            override_tier(
                by=request.user,
                at=now,
                elder=elder,
                tier=Tier(data["tier"]),
                reason=data["reason"],
                until=data["until"],
            )
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Noted. It holds until the day you named."))
            return SeeOther(reverse("territory:elder", args=[elder.id]))
    context = {"elder": elder, "person": elder.person, "status": status, "form": form}
    return render(request, "territory/tier.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_POST
def lift_tier(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The score decides again."""
    elder = own_elder(request, elder_id)
    lift_override(by=request.user, at=timezone.now(), elder=elder)
    messages.success(request, _("The score decides again."))
    return SeeOther(reverse("territory:elder", args=[elder.id]))


def _counted(listed: Listed, count: int) -> Listed:
    return Listed(listed.name, listed.title, listed.sentence, count)


def _with_homes(elders: Any) -> list[tuple[Elder, str]]:
    """Each elder with village and township in the reader's language. One query."""
    elders = list(elders)
    towns = Region.objects.in_bulk({elder.person.home.township_code for elder in elders})
    found = []
    for elder in elders:
        village = elder.person.home
        town = towns.get(village.township_code)
        found.append((elder, way_text([town, village] if town is not None and town != village else [village])))
    return found


def _back(land: Ground) -> str:
    return f"?place={land.place.code}" if land.place else ""
