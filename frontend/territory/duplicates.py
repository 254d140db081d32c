"""Who might be entered twice: pairs with their reasons, and what waits for a second person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.elders.actions.tell_apart import tell_apart
from accounts.elders.enums import SameBecause
from accounts.elders.models import Pair
from accounts.elders.queries.merging import keep_first, open_merges, standing_pairs
from accounts.regions.models import Region
from accounts.regions.queries import names_of
from frontend.shell.answers import SeeOther
from frontend.shell.wording import place_text, way_text
from frontend.territory.ground import ground

PAGE = 20


@login_required
@never_cache
@require_safe
def show_duplicates(request: HttpRequest) -> HttpResponse:
    """``?place=350425100&page=2``: names are masked until two dossiers are compared."""
    land = ground(request, permission=Permission.ELDER_REGISTER)
    page = Paginator(standing_pairs(land.codes), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    homes = [str(elder.person.home_id) for pair in page for elder in (pair.first, pair.second)]
    towns = Region.objects.in_bulk({code[:9] for code in homes})
    context = {
        "land": land,
        "page": page,
        "rows": [_row(pair, towns, today) for pair in page],
        "waiting": list(open_merges(land.codes)),
        "kept": f"&place={land.place.code}" if land.place else "",
    }
    return render(request, "territory/duplicates.html", context)


def _row(pair: Pair, towns: dict[str, Region], today: Any) -> dict[str, Any]:
    kept, absorbed = keep_first(pair.first, pair.second)
    return {
        "pair": pair,
        "kept": kept,
        "absorbed": absorbed,
        "sides": [(elder, elder.person.age_on(today), _home(elder, towns)) for elder in (kept, absorbed)],
        "reasons": _(", ").join(str(SameBecause(code).label) for code in pair.reasons),
    }


def _home(elder: Any, towns: dict[str, Region]) -> str:
    home = elder.person.home
    town = towns.get(home.code[:9])
    return way_text([town, home] if town is not None and town != home else [home])


@login_required
@never_cache
@require_POST
def differ(request: HttpRequest, first_id: UUID, second_id: UUID) -> HttpResponse:
    """They are two people: said with a reason, and never asked again."""
    reason = request.POST.get("reason", "").replace("\x00", "")
    tell_apart(by=request.user, at=timezone.now(), elder_ids=(first_id, second_id), reason=reason)
    messages.success(request, _("Remembered: two people. This pair is not shown again."))
    return SeeOther(reverse("territory:duplicates"))


def place_name(code: str) -> str:
    """The name of a division by its code."""
    return place_text(names_of([code]).get(code, code))
