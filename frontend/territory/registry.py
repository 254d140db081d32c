"""The registry: find one, see what comes next. Names are masked until a dossier is opened."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.models import Elder
from accounts.elders.queries.family import waiting_reports
from accounts.elders.queries.merging import standing_pairs
from accounts.elders.queries.registry import ARRIVED, MISSING, STALE, STALE_DAYS, UNCHECKED, conditions, registry_counts
from accounts.elders.queries.search import matching
from accounts.messaging.queries import to_be_said
from accounts.regions.models import Region
from accounts.sealing import SealBroken, seal, unseal
from accounts.surveys.enums import RoundState
from accounts.surveys.queries import rounds_for
from frontend.shell.answers import SeeOther
from frontend.shell.paging import CappedPaginator
from frontend.shell.wording import full_date_text, way_text
from frontend.territory.ground import Ground, ground, powers
from services.orders.queries.untold import untold_in

PAGE = 30
LONGEST_WORD = 20
LEFT = "left"  # those whose dossier is closed are shown by themselves, and not counted
SEARCH = "territory.search"  # what a search in an address is bound to
TELLING = re.compile(r"[0-9Xx ]{5,}")  # part of a telephone or ID number
MONTH_DAYS, TWO_MONTHS = 30.44, 60
FILTERS: dict[str, Any] = {
    "": pgettext_lazy("registry", "All"),
    MISSING: pgettext_lazy("registry", "Something missing"),
    STALE: pgettext_lazy("registry", "Not checked for a year"),
    UNCHECKED: pgettext_lazy("registry", "Never checked"),
    ARRIVED: pgettext_lazy("registry", "Moved here"),
    LEFT: pgettext_lazy("registry", "Died or moved away"),
}


@dataclass(frozen=True)
class Way:
    """A way on from here; ``count`` matters wait there, None where there is nothing to count."""

    words: str
    address: str
    icon: str
    count: int | None = None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_elders(request: HttpRequest) -> HttpResponse:
    """``?q=范&place=350425100&show=stale``: by name, number or village.

    What is searched for is posted; a number comes back sealed (``?s=``), because addresses end in logs and histories.
    """
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    show = request.GET.get("show", "")
    show = show if show in FILTERS else ""
    kept = {"place": land.place.code if land.place else "", "show": show}
    if request.method == "POST":
        return SeeOther(f"{reverse('territory:elders')}?{_query({**kept, **_search_in_address(request)})}")
    text, kept = _searched(request), {**_search_in_address(request), **kept}
    today = timezone.localdate()
    elders = matching(land.codes, text)
    whole = CappedPaginator(elders, PAGE)
    counts = {} if whole.capped else registry_counts(elders, today)
    shown = whole
    if show == LEFT:
        shown = CappedPaginator(matching(land.codes, text, left=True), PAGE)
    elif show:
        shown = CappedPaginator(elders.filter(conditions(today)[show]), PAGE)
    page = shown.get_page(request.GET.get("page"))
    towns = Region.objects.in_bulk({elder.person.home.township_code for elder in page.object_list})
    can_enter = may(request.user, Permission.ELDER_REGISTER, region_code=land.here.code)
    waiting = _what_waits(request, land, can_enter=can_enter)
    context = {
        "land": land,
        "text": text,
        "show": show,
        "filters": [_filter(name, counts.get(name or "all"), kept, on=name == show) for name in FILTERS],
        "page": page,
        "rows": [
            (elder, _home(elder, towns), *_checked(elder, today), elder.person.age_on(today))
            for elder in page.object_list
        ],
        "kept": _query(kept),
        "can_enter": can_enter,
        "first": [way for way in waiting if way.count],
        "others": [*(way for way in waiting if not way.count), *_ways_on(request, land, can_enter=can_enter)],
    }
    return render(request, "territory/elders.html", context)


def _search_in_address(request: HttpRequest) -> dict[str, str]:
    """How the search stands in the address: as it is, or sealed."""
    text = _words(request.POST.get("q", "")) if request.method == "POST" else _searched(request)
    return {"s": seal(text, place=SEARCH)} if TELLING.search(text) else {"q": text}


def _searched(request: HttpRequest) -> str:
    try:
        return _words(unseal(request.GET.get("s", ""), place=SEARCH) or request.GET.get("q", ""))
    except SealBroken:
        return ""


def _words(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_WORD]


def _query(parts: dict[str, str]) -> str:
    return urlencode({key: value for key, value in parts.items() if value})


def _what_waits(request: HttpRequest, land: Ground, *, can_enter: bool) -> list[Way]:
    """Matters of the registry that somebody must look at, each with how many."""
    waiting = untold_in(land.codes).count() + to_be_said(land.codes).count()
    found = [Way(_("To tell by voice"), _at("untold", land), "speak", waiting)]
    if can_enter:
        found += [
            Way(_("What families say"), _at("whereabouts", land), "people", waiting_reports(land.codes).count()),
            Way(_("Entered twice?"), _at("duplicates", land), "swap", standing_pairs(land.codes).count()),
        ]
    if may(request.user, Permission.ROUND_WALK, region_code=land.here.code):
        rounds = rounds_for(request.user).filter(state=RoundState.OPEN).count()
        found.append(Way(_("Survey rounds"), reverse("territory:rounds"), "task", rounds))
    return found


def _ways_on(request: HttpRequest, land: Ground, *, can_enter: bool) -> list[Way]:
    can = powers(request.user, land.here.code)
    found = [
        Way(_("Who needs what"), _at("lists", land), "list"),
        *(
            [
                Way(_("Who goes without"), reverse("referrals:absent") + _place(land), "list"),
                Way(_("Referred to offices"), reverse("referrals:board"), "arrow"),
            ]
            if may(request.user, Permission.REFERRAL_SEND, region_code=land.here.code)
            else []
        ),
        Way(_("The registry in numbers"), _at("numbers", land), "chart"),
    ]
    if may(request.user, Permission.NOTICE_WRITE, region_code=land.here.code):
        found.append(Way(_("Announcements and knowledge"), reverse("publications:written"), "speak"))
    if may(request.user, Permission.HONOUR_NOMINATE, region_code=land.here.code):
        found.append(Way(pgettext("honours", "Honours"), reverse("honours:rounds"), "shield"))
    if can_enter:
        found.append(Way(_("Bring in a roster"), reverse("territory:rosters"), "book"))
    if may(request.user, Permission.LOGIN_GIVE, region_code=land.here.code):
        found.append(Way(_("People and logins"), reverse("territory:people"), "key"))
    if can.books:
        found.append(Way(_("Keep passbooks"), reverse("office:desk"), "book"))
    if can.catalogue:
        found.append(Way(_("Change the service list"), reverse("territory:catalogue"), "edit"))
    return found


def _at(name: str, land: Ground) -> str:
    return reverse(f"territory:{name}") + _place(land)


def _place(land: Ground) -> str:
    return f"?place={land.place.code}" if land.place else ""


def _filter(name: str, count: int | None, kept: dict[str, str], *, on: bool) -> dict[str, Any]:
    return {"words": FILTERS[name], "count": count, "href": f"?{_query({**kept, 'show': name})}", "on": on}


def _checked(elder: Elder, on: date) -> tuple[str, str]:
    """When somebody last looked, in words, and whether that is long ago; of a closed dossier, when it was closed."""
    if elder.left_on is not None:
        return _("closed on %(day)s") % {"day": full_date_text(elder.left_on)}, "fresh"
    if elder.checked_on is None:
        return _("never checked"), "old"
    days = (on - elder.checked_on).days
    if days <= 0:
        return _("checked today"), "fresh"
    if days < TWO_MONTHS:
        return ngettext("checked %(n)s day ago", "checked %(n)s days ago", days) % {"n": days}, "fresh"
    months = int(days / MONTH_DAYS)
    text = ngettext("checked %(n)s month ago", "checked %(n)s months ago", months) % {"n": months}
    return text, "old" if days > STALE_DAYS else "fresh"


def _home(elder: Elder, towns: dict[str, Region]) -> str:
    """Village and township of the elder, as the reader's language puts them."""
    village = elder.person.home
    town = towns.get(village.township_code)
    return way_text([town, village] if town is not None and town != village else [village])
