"""What an elder may go to, and has been to: sign up, call off, say how it was."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for, is_oneself, mandate_of
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.shell.going import see_other
from services.activities.actions.end_guest import end_guest
from services.activities.actions.rate_activity import rate_activity
from services.activities.actions.sign_up import sign_up
from services.activities.enums import TO_COME
from services.activities.models import Guest
from services.activities.queries.calendar import been_to, on_there, signed_up, within_days

AHEAD_DAYS, MOST, SESSIONS = 60, 40, 2
COUNTY_DIGITS, TOWNSHIP_DIGITS = 6, 9


@login_required
@never_cache
@require_safe
def show_elder(request: HttpRequest, id: UUID) -> HttpResponse:
    """What is on near the elder in the next weeks, what they are signed up for, and where they have been."""
    now = timezone.now()
    today = timezone.localdate(now)
    elder = elder_for(request.user, id, power=Power.ORDER, on=today)
    if not is_oneself(request.user, elder) and mandate_of(request.user, elder, on=today) is None:
        reveal_person(by=request.user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    home = elder.person.home_id
    since, until = within_days(AHEAD_DAYS, at=now - timedelta(hours=3))
    rows: list[Any] = list(
        on_there(region_code=home[:COUNTY_DIGITS], since=since, until=until).filter(status__in=TO_COME)[:200]
    )
    mine = signed_up(elder, since=now)
    shown = _near(rows, mine, home)
    context = {
        "elder": elder,
        "person": elder.person,
        "rows": [(one, mine.get(one.id), one.seats is not None and one.expected >= one.seats) for one in shown],
        "been": list(been_to(elder)),
        "marks": range(1, 6),
    }
    return render(request, "activities/elder.html", context)


def _near(rows: list[Any], mine: dict[UUID, Guest], home: str) -> list[Any]:
    """What is signed up for, then what is on in the township (else the county); of a series the next two sessions."""
    near = [one for one in rows if one.region_id[:TOWNSHIP_DIGITS] == home[:TOWNSHIP_DIGITS]] or rows
    sessions: dict[UUID, int] = {}
    found = []
    for one in sorted({*near, *(one for one in rows if one.id in mine)}, key=lambda one: (one.starts_at, one.id)):
        if one.series_id is not None and one.id not in mine:
            sessions[one.series_id] = sessions.get(one.series_id, 0) + 1
            if sessions[one.series_id] > SESSIONS:
                continue
        found.append(one)
    return found[:MOST]


@login_required
@require_POST
def keep_seat(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """``elder``: a seat is kept for them."""
    try:
        elder_id = UUID(request.POST.get("elder", ""))
    except ValueError as error:
        raise NotFound from error
    try:
        sign_up(by=request.user, at=timezone.now(), activity_id=activity_id, elder_id=elder_id)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A seat is kept."))
    return see_other("activities:elder", elder_id)


@login_required
@require_POST
def turn_guest(request: HttpRequest, guest_id: UUID) -> HttpResponse:
    """Called off, taken back, or said how it was (``liked``, ``words``)."""
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "guest_id": guest_id}
    if "liked" in request.POST:
        liked = request.POST["liked"]
        guest = rate_activity(**asked, liked=int(liked) if liked.isdigit() else 0, words=request.POST.get("words", ""))
        messages.success(request, _("Thank you, written down."))
    else:
        guest = end_guest(**asked, how=request.POST.get("how", "cancel"))
        messages.success(request, _("Written down: %(status)s.") % {"status": guest.get_status_display()})
    return _back(request, guest)


def _back(request: HttpRequest, guest: Guest) -> HttpResponse:
    if request.POST.get("back") == "desk":
        return see_other("activities:desk", guest.activity_id)
    return see_other("activities:elder", guest.elder_id)
