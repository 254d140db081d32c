"""The territory in figures: a month of orders, minutes served from the ledger, whom the help reaches."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.reading import from_replica
from accounts.regions.models import Region
from frontend.shell.calendar import next_month
from frontend.shell.wording import place_text
from frontend.territory.ground import TOWNSHIP, VILLAGE, Ground, first_of_month, ground, midnight, powers
from frontend.territory.sifting import STATES
from services.catalogue.queries import categories
from services.orders.queries.figures import Figures, figures, orders_by_category, orders_by_child
from timebank.ledger.queries import served_by_region, served_totals


@dataclass(frozen=True)
class PlaceLine:
    """A township or village in the table. ``minutes`` come from postings."""

    region: Region
    orders: int
    confirmed: int
    minutes: int
    href: str
    down: str


@login_required
@never_cache
@require_safe
@from_replica
def show_figures(request: HttpRequest) -> HttpResponse:
    """``?month=2026-11&place=350425100``. Every count opens the orders it was counted from."""
    land = ground(request)
    month = first_of_month(request.GET.get("month", ""))
    after = next_month(month)
    since, until = midnight(month), midnight(after)
    counted = figures(land.codes, since, until)
    served = served_totals(land.codes, month, after)
    lines = _lines(land, month, after)
    kinds = _kinds(land, month, after)
    this_month = timezone.localdate().replace(day=1)
    context = {
        "land": land,
        "month": month,
        "month_query": f"month={month:%Y-%m}",
        "months": _months(land, this_month, month),
        "running": month == this_month,
        "now": timezone.now(),
        "figures": counted,
        "total": sum(counted.by_status.values()),
        "served": served,
        "cover": round(100 * counted.elders_served / counted.elders) if counted.elders else 0,
        "states": _states(land, counted, month, after),
        "lines": lines,
        "chart": {
            "labels": [place_text(line.region.name) for line in lines if line.orders],
            "values": [line.orders for line in lines if line.orders],
        },
        "kinds": kinds,
        "links": {
            "all": _orders(land, month, after),
            "booked": _orders(land, month, after, state="booked"),
            "waiting": _orders(land, None, None, state="open"),
            "work": _orders(land, None, None, state="work"),
        },
        "can": powers(request.user, land.here.code),
        "watches": may(request.user, Permission.HOUSE_WATCH),
    }
    return render(request, "territory/figures.html", context)


def _orders(land: Ground, month: date | None, after: date | None, **more: str) -> str:
    """Address of the list that shows exactly the orders counted."""
    asked = {"place": land.place.code if land.place else "", **more}
    if month is not None and after is not None:
        asked |= {"since": month.isoformat(), "until": (after - timedelta(days=1)).isoformat()}
    kept = {key: value for key, value in asked.items() if value}
    return reverse("territory:orders") + "?" + urlencode(kept)


def _months(land: Ground, this_month: date, month: date) -> list[dict[str, Any]]:
    """This month and the two before it."""
    last = (this_month - timedelta(days=1)).replace(day=1)
    first = (last - timedelta(days=1)).replace(day=1)
    place = land.place.code if land.place else ""
    return [
        {
            "day": day,
            "on": day == month,
            "href": "?" + urlencode({k: v for k, v in {"month": f"{day:%Y-%m}", "place": place}.items() if v}),
        }
        for day in (this_month, last, first)
    ]


def _states(land: Ground, counted: Figures, month: date, after: date) -> list[dict[str, Any]]:
    return [
        {
            "words": words,
            "count": sum(counted.by_status.get(status, 0) for status in statuses),
            "href": _orders(land, month, after, state=key),
        }
        for key, (words, statuses) in STATES.items()
        if key
    ]


def _lines(land: Ground, month: date, after: date) -> list[PlaceLine]:
    """The places one step below, the most orders first; nothing below a village."""
    if not land.below:
        return []
    code, digits = land.here.code, TOWNSHIP if len(land.here.code) < TOWNSHIP else VILLAGE
    since, until = midnight(month), midnight(after)
    counted = orders_by_child(code, since, until, digits)
    minutes = served_by_region(code, month, after, digits)
    nothing = {"orders": 0, "confirmed": 0}
    own = {"since": month.isoformat(), "until": (after - timedelta(days=1)).isoformat()}
    lines = [
        PlaceLine(
            region=region,
            **counted.get(region.code, nothing),
            minutes=minutes.get(region.code, 0),
            href=reverse("territory:orders") + "?" + urlencode({"place": region.code, **own}),
            down="?" + urlencode({"place": region.code, "month": f"{month:%Y-%m}"}),
        )
        for region in land.below
    ]
    return sorted(lines, key=lambda line: (-line.orders, -line.minutes, line.region.code))


def _kinds(land: Ground, month: date, after: date) -> list[dict[str, Any]]:
    names = {category.code: category for category in categories()}
    rows = orders_by_category(land.codes, midnight(month), midnight(after))
    most = max((row["orders"] for row in rows), default=0)
    return [
        {
            "category": names[row["category"]],
            "count": row["orders"],
            "percent": 100 * row["orders"] / most,
            "href": _orders(land, month, after, category=row["category"]),
        }
        for row in rows
    ]
