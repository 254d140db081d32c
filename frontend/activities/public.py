"""What is on, as everybody may read it: by month, one by one, on a poster, in a phone's calendar."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from accounts.elders.enums import Power
from accounts.elders.queries import elders_of
from accounts.refusals import NotFound
from frontend.activities.going import region_asked
from frontend.shell.calendar import month_of, next_month
from frontend.shell.photographs import photograph_response
from frontend.shell.wording import place_text
from services.activities.enums import TO_COME, ActivityKind, ActivityStatus
from services.activities.models import Activity
from services.activities.queries.calendar import activity_by_id, month_bounds, on_there, runs, within_days

DAY = timedelta(days=1)
COMING_DAYS, POSTER_DAYS, FEED_DAYS = 35, 45, 120
LATELY = timedelta(hours=3)  # what began a while ago still goes on
MOST_ELDERS = 6


@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    """``?region=CODE&kind=LAW&month=2026-12``: day by day; without a month the next weeks."""
    region = region_asked(request)
    today = timezone.localdate()
    asked = month_of(request.GET.get("month", ""))
    month = asked or today.replace(day=1)
    after = next_month(month)
    since, until = month_bounds(month, after) if asked else within_days(COMING_DAYS, at=timezone.now() - LATELY)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ActivityKind.values else ""
    rows = on_there(region_code=region.code, since=since, until=until, kind=kind) if region else []
    days: dict[Any, list[Activity]] = {}
    for one in rows:
        days.setdefault(timezone.localdate(one.starts_at), []).append(one)
    context = {
        "region": region,
        "month": month,
        "before": (month - DAY).replace(day=1),
        "after": after,
        "by_month": asked is not None,
        "kind": kind,
        "kinds": ActivityKind.choices,
        "days": list(days.items()),
        "feed": request.build_absolute_uri(reverse("activities:feed") + f"?region={region.code}") if region else "",
    }
    return render(request, "activities/calendar.html", context)


@require_safe
def show_activity(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """One of them: what, where, when, how many seats are left; how it was once it is over."""
    activity: Any = activity_by_id(activity_id)
    user: Any = request.user
    open_ = activity.status in TO_COME and activity.ends_at > timezone.now()
    elders = list(elders_of(user, power=Power.ORDER)[:MOST_ELDERS]) if open_ and user.is_authenticated else []
    context = {
        "activity": activity,
        "open": open_,
        "left": None if activity.seats is None else max(0, activity.seats - activity.expected),
        "elders": elders,
        "runs": user.is_authenticated and runs(user, activity),
        "pictures": list(activity.photographs.order_by("id")) if activity.status == ActivityStatus.HELD else [],
        "others": list(activity.series.sessions.filter(starts_at__gt=activity.starts_at)[:6])
        if activity.series
        else [],
    }
    return render(request, "activities/activity.html", context)


@require_safe
def show_picture(request: HttpRequest, activity_id: UUID, photograph_id: UUID) -> HttpResponse:
    """A picture of what was held. Raises NotFound before it is closed."""
    activity = activity_by_id(activity_id)
    user: Any = request.user
    if activity.status != ActivityStatus.HELD and not (user.is_authenticated and runs(user, activity)):
        raise NotFound
    found = activity.photographs.select_related("photograph").filter(photograph=photograph_id).first()
    if found is None:
        raise NotFound
    return photograph_response(found.photograph, small=request.GET.get("small") == "1")


@require_safe
def show_poster(request: HttpRequest) -> HttpResponse:
    """``?region=CODE``: the next weeks in large type, for the notice board."""
    region = region_asked(request)
    since, until = within_days(POSTER_DAYS, at=timezone.now())
    rows = on_there(region_code=region.code, since=since, until=until).filter(status__in=TO_COME) if region else []
    return render(request, "activities/poster.html", {"region": region, "rows": rows, "today": timezone.localdate()})


@require_safe
def fetch_feed(request: HttpRequest) -> HttpResponse:
    """``?region=CODE``: as a calendar to subscribe to (RFC 5545). Nobody's name is in it."""
    region = region_asked(request)
    now = timezone.now()
    calendar = Calendar()
    calendar.add("prodid", "-//TimeBank//Activities//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{place_text(region.name) if region else ''} {_('What is on')}".strip())
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    if region is not None:
        since, until = within_days(FEED_DAYS, at=now)
        for one in on_there(region_code=region.code, since=since, until=until):
            url = request.build_absolute_uri(reverse("activities:activity", args=[one.id]))
            calendar.add_component(_entry(one, now, url))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="activities.ics"'
    return answer


def _entry(activity: Activity, now: datetime, url: str) -> Event:
    entry = Event()
    entry.add("uid", f"{activity.id}@timebank")
    entry.add("dtstamp", now)
    entry.add("dtstart", activity.starts_at)
    entry.add("dtend", activity.ends_at)
    entry.add("summary", f"{activity.title} ({activity.get_kind_display()})")
    entry.add("location", f"{place_text(activity.region.name)} {activity.where}")
    entry.add("description", "\n".join(filter(None, [activity.words, activity.by_words])))
    entry.add("status", "CANCELLED" if activity.status == ActivityStatus.CANCELLED else "CONFIRMED")
    entry.add("url", url)
    return entry
