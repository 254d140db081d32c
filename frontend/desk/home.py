"""Take a call: who is it? A number, the initials or a name; the line is open from the moment somebody is chosen."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import NotFound, Refusal
from frontend.desk.side import beside, finding, reach, typed
from frontend.shell.answers import SeeOther
from services.calls.actions.start_call import LineBusy, start_call
from services.calls.enums import Direction
from services.calls.queries import open_call


@login_required
@never_cache
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The field that waits for a caller; during a call, the call."""
    codes = reach(request)
    if (call := open_call(request.user)) is not None:
        return redirect("desk:call", call.id)
    return render(request, "desk/home.html", beside(request, codes, timezone.now()))


@login_required
@never_cache
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Those the typed words may mean: the list alone for htmx, the page around it for everybody else."""
    codes = reach(request)
    found = finding(typed(request), codes)
    if request.headers.get("HX-Request"):
        return render(request, "desk/found.html", found)
    return render(request, "desk/home.html", {**beside(request, codes, timezone.now()), **found})


@login_required
@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """The line is open; ``elder`` when somebody was chosen, else it is found out during the call."""
    codes = reach(request)
    try:
        call = start_call(
            by=request.user,
            at=timezone.now(),
            direction=Direction.IN,
            number=request.POST.get("number", "").replace("\x00", "")[:20],
            elder_id=_chosen(request),
        )
    except LineBusy:
        busy = open_call(request.user)
        if busy is None:
            raise
        return SeeOther(reverse("desk:call", args=[busy.id]))  # pressed twice, or another window has the line
    except Refusal as refusal:
        if refusal.field is None:
            raise
        context = {**beside(request, codes, timezone.now()), **finding(typed(request), codes), "fault": str(refusal)}
        return render(request, "desk/home.html", context, status=refusal.status)
    return SeeOther(reverse("desk:call", args=[call.id]))


def _chosen(request: HttpRequest) -> UUID | None:
    text = request.POST.get("elder", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
