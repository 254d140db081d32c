"""The calls of a day."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.desk.side import reach
from frontend.shell.calendar import day_of
from services.calls.queries import calls_of_day, open_call

PAGE = 50
DAY = timedelta(days=1)


@login_required
@never_cache
@require_safe
def show_log(request: HttpRequest) -> HttpResponse:
    """``?day=2026-11-19``: calls of one's own and of the territory, the latest first; today without."""
    codes = reach(request)
    today = timezone.localdate()
    day = day_of(request.GET.get("day", "")) or today
    page = Paginator(calls_of_day(request.user, codes, day), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "day": day,
        "before": day - DAY,
        "after": day + DAY if day < today else None,
        "line": open_call(request.user),
    }
    return render(request, "desk/log.html", context)
