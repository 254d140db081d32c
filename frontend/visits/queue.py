"""The call list: the house hands out whom to ring next, one tap says what came of it; and the same on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.refusals import NotAllowed, Refusal
from frontend.paper import printable, typeset
from frontend.shell.answers import SeeOther
from frontend.shell.wording import date_text, full_date_text, in_chinese, name_text, place_text
from frontend.visits.record import seen_elder
from services.visits.actions.note_good_hours import note_good_hours
from services.visits.actions.record_visit import record_visit
from services.visits.actions.take_next_call import take_next_call, waiting_to_be_rung
from services.visits.enums import Mode, Outcome
from services.visits.models import CallTurn
from services.visits.queries.day import Stop, fill_past
from services.visits.queries.history import next_window
from services.visits.queries.reach import visits_anybody

PASSED = "visits.passed"  # of the session: whom the caller passed over
MOST_PASSED = 50
ON_PAPER = 40
NOT_MET = (Outcome.NO_ANSWER, Outcome.REFUSED, Outcome.AWAY)


@login_required
@never_cache
@require_safe
def show_queue(request: HttpRequest) -> HttpResponse:
    """Whom the caller is ringing now, or a button for the next."""
    if not visits_anybody(request.user):
        raise NotAllowed
    now = timezone.now()
    user: Any = request.user
    turn = CallTurn.objects.select_related("elder__person__home").filter(caller=user, until__gt=now).first()
    stop = None
    if turn is not None:
        seen_elder(request, turn.elder_id)
        window = next_window(turn.elder)
        if window is not None:
            stop = Stop(turn.elder, window, (timezone.localdate(now) - window.due_on).days)
            fill_past([stop])
    context = {
        "stop": stop,
        "turn": turn,
        "waiting": waiting_to_be_rung(request.user, now).count(),
        "outcomes": [(one.value, one.label) for one in NOT_MET],
    }
    return render(request, "visits/queue.html", context)


@login_required
@never_cache
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """The next elder; ``pass=ID`` passes somebody over first."""
    passed = [text for text in request.session.get(PASSED, []) if _key(text)]
    if _key(request.POST.get("pass", "")):
        passed = [*passed, request.POST["pass"]][-MOST_PASSED:]
        request.session[PASSED] = passed
    turn = take_next_call(by=request.user, at=timezone.now(), without=[UUID(text) for text in passed])
    if turn is None:
        request.session[PASSED] = []
        messages.info(request, _("Nobody is left to ring at this hour."))
    return SeeOther(reverse("visits:queue"))


@login_required
@never_cache
@require_POST
def note_outcome(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Nobody was reached: one tap, and the next one."""
    outcome = request.POST.get("outcome", "")
    now = timezone.now()
    record_visit(by=request.user, at=now, elder_id=elder_id, mode=Mode.PHONE, outcome=outcome)
    passed = [UUID(text) for text in request.session.get(PASSED, []) if _key(text)]
    take_next_call(by=request.user, at=now, without=passed)
    return SeeOther(reverse("visits:queue"))


@login_required
@never_cache
@require_POST
def note_hours(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """When they like to be rung or visited."""
    try:
        start, end = int(request.POST.get("from", "")), int(request.POST.get("to", ""))
    except ValueError:
        start, end = 0, 0
    try:
        note_good_hours(by=request.user, at=timezone.now(), elder_id=elder_id, from_hour=start, to_hour=end)
    except Refusal as refusal:
        if refusal.field is None:
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted when it suits them."))
    return SeeOther(reverse("visits:history", args=[elder_id]))


@login_required
@never_cache
@require_safe
def print_calls(request: HttpRequest) -> HttpResponse:
    """The call list on paper: who, the number, what to ask, boxes. Numbers are shown in full: it is for ringing."""
    now = timezone.now()
    elders = list(waiting_to_be_rung(request.user, now)[:ON_PAPER])
    people = {elder.person: f"elder:{elder.id}" for elder in elders}
    reveal_people(by=request.user, at=now, people=people, purpose="visit")
    data = {
        "lang": "zh" if in_chinese() else "en",
        "title": _("Whom to ring"),
        "who": name_text(str(request.user)),
        "day": full_date_text(timezone.localdate()),
        "how": _("Ring, ask how they are, tick what came of it. Enter it afterwards, or let somebody enter it."),
        "square": "",
        "lines": [{"title": _("Met"), "boxes": [str(one.label) for one in Outcome if one != Outcome.NOT_AT_HOME]}],
        "time_line": _("Time"),
        "words_line": _("What they said"),
        "empty": _("Nobody is left to ring at this hour."),
        "rows": [
            {
                "name": name_text(elder.person.name),
                "place": place_text(elder.person.home.name),
                "phone": elder.person.phone,
                "due": pgettext("call list", "Due %(day)s") % {"day": date_text(elder.due)},  # type: ignore[attr-defined]
                "words": "",
            }
            for elder in elders
        ],
    }
    response = HttpResponse(typeset("visits", printable(data), at=now), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="to-ring.pdf"'
    return response


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
