"""Can what people saved be paid back? By age, year by year, with every assumption in words."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.policies.queries import rulebook
from accounts.policies.solvency_rules import LEAVING, SERVE_UNTIL, SPEND_FROM, SPEND_OVER
from accounts.reading import from_replica
from frontend.shell.ground import ground
from services.supervision.solvency import Assumed, cohorts, project, unknown
from timebank.ledger.queries.cohorts import earned_by_birth_year, owed_by_birth_year

A_YEAR = timedelta(days=365)


@login_required
@never_cache
@require_safe
@from_replica
def show_solvency(request: HttpRequest) -> HttpResponse:
    """``?place=CODE``. Two sums over the ledger."""
    land = ground(request)
    now = timezone.now()
    today = timezone.localdate(now)
    book = rulebook(region_code=land.here.code, on=today)
    assumed = Assumed(
        spend_from=book[SPEND_FROM].value,
        spend_over=book[SPEND_OVER].value,
        serve_until=book[SERVE_UNTIL].value,
        leaving=book[LEAVING].value,
    )
    owed = owed_by_birth_year(land.codes)
    served = earned_by_birth_year(land.codes, now - A_YEAR, now)
    years = project(owed, served, assumed, this_year=today.year)
    groups = cohorts(owed, served, this_year=today.year)
    context: dict[str, Any] = {
        "land": land,
        "today": today,
        "assumed": assumed,
        "cohorts": groups,
        "owed": sum(minutes for _people, minutes in owed.values()),
        "served": sum(minutes for _people, minutes in served.values()),
        "unknown": unknown(owed),
        "years": years,
        "short": next((one for one in years if one.covered is not None and one.covered < 100), None),
        "chart": {"labels": [str(one.year) for one in years], "wanted": [one.wanted for one in years]},
    }
    return render(request, "supervision/solvency.html", context)
