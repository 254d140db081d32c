"""Ringing elders who read no message: what comes tomorrow, as a text to be read aloud."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.elders.queries import call_name
from frontend.desk.side import reach
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text, time_text
from services.calls.actions.start_call import LineBusy, start_call
from services.calls.enums import Direction
from services.calls.queries import ToRemind, open_call, to_remind
from services.orders.enums import AssignmentStatus
from services.orders.models import Order

MOST = 50  # who was reached makes room for the next


@dataclass(frozen=True)
class Row:
    """One to ring, and what to say."""

    one: ToRemind
    said: list[str]


@login_required
@never_cache
@require_safe
def show_reminders(request: HttpRequest) -> HttpResponse:
    """Before tomorrow's orders: those not reached yet first."""
    found = to_remind(reach(request), at=timezone.now(), most=MOST)
    context = {
        "rows": [Row(one, words_of(one)) for one in found.shown],
        "left": found.left,
        "more": found.total - len(found.shown),
        "line": open_call(request.user),
    }
    return render(request, "desk/reminders.html", context)


@login_required
@never_cache
@require_POST
def ring(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Ring them now; the call's page has their orders."""
    try:
        call = start_call(by=request.user, at=timezone.now(), direction=Direction.OUT, elder_id=elder_id)
    except LineBusy:
        busy = open_call(request.user)
        if busy is None or busy.elder_id != elder_id:
            raise
        call = busy
    return SeeOther(reverse("desk:call", args=[call.id]))


def words_of(one: ToRemind) -> list[str]:
    """Sentence by sentence, as it is read aloud."""
    called = call_name(one.elder.person)
    opening = _("%(called)s, good day. The time bank reminds you of tomorrow.") % {"called": called}
    closing = _("If it does not suit you, tell me now and I call it off or move it.")
    return [opening, *(_sentence(order) for order in one.orders), closing]


def _sentence(order: Order) -> str:
    facts = {"time": time_text(timezone.localtime(order.starts_at)), "what": order.title}
    seats = [seat for seat in order.assignments.all() if seat.status == AssignmentStatus.CLAIMED]
    names = [name_text(seat.person.name) if seat.person else str(seat.organisation) for seat in seats]
    if not names:
        return _("At %(time)s: %(what)s. We are still looking for somebody and ring you again.") % facts
    return _("At %(time)s %(who)s comes: %(what)s.") % {**facts, "who": pgettext("names", " and ").join(names)}
