"""The dispatch board: who goes where on a day, as a draft that nobody hears of until it is published."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.policies.dispatch_rules import DAY_BEGINS, DAY_ENDS
from accounts.policies.queries import rulebook
from accounts.refusals import NotFound, Refusal
from frontend.organisation.dispatch_rows import Drawer, hours_of, why_not
from frontend.organisation.managed import Managed, day_from, managed, seat_organisations
from frontend.organisation.rows import title
from frontend.organisation.team import SAID_OF_OTHERS
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text, time_text
from services.dispatch.actions.discard_plan import discard_plan
from services.dispatch.actions.pin_placement import pin_placement
from services.dispatch.actions.place_seat import place_seat
from services.dispatch.actions.propose_plan import propose_plan
from services.dispatch.actions.publish_plan import publish_plan
from services.dispatch.actions.undo_change import undo_change
from services.dispatch.board import Board, Seat
from services.dispatch.enums import BUSY, ChangeKind, ProposalState
from services.dispatch.fitting import fits_of
from services.dispatch.models import Proposal
from services.dispatch.queries.day import board_of, gone_since, newest_proposal, plan_of, since_published, undoable
from services.dispatch.ways import lateness, ways_of
from services.orders.actions.seating import NotEligible
from services.orders.models import Assignment

ONE_DAY = timedelta(days=1)


@login_required
@never_cache
@require_safe
def show_dispatch(request: HttpRequest) -> HttpResponse:
    """``?day=2026-11-19&seat=…``: the board, with who fits beside it for the seat that was chosen."""
    return _show(request, managed(request), day_from(request.GET.get("day", "")), seat_id=_uuid(request.GET, "seat"))


def _show(
    request: HttpRequest,
    mine: Managed,
    day: date,
    *,
    seat_id: UUID | None = None,
    faults: list[str] | None = None,
    status: int = 200,
    board: Board | None = None,
) -> HttpResponse:
    now = timezone.now()
    board = board or board_of(mine.organisation.id, day, at=now)
    book = rulebook(region_code=str(mine.organisation.region_id), on=day)
    ways = ways_of(board, book)
    proposal = newest_proposal(board.plan)
    hours = hours_of(board, book[DAY_BEGINS].value, book[DAY_ENDS].value)
    since = since_published(board)
    left = proposal.left if proposal is not None and proposal.state == ProposalState.DONE else {}
    drawer = Drawer(board, hours, lateness(board, ways), since, left, seat_id)
    chosen = board.seats.get(seat_id) if seat_id is not None else None
    fits = fits_of(board, ways, chosen) if chosen is not None and chosen.movable else []
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "day": day,
        "before": day - ONE_DAY,
        "after": day + ONE_DAY,
        "hours": hours,
        "now_column": hours.now(now),
        "now": now,
        "pool": [drawer.card(seat) for seat in board.unplaced()],
        "lines": drawer.lines(),
        "chosen": drawer.card(chosen) if chosen is not None else None,
        "fits": [fit for fit in fits if fit.can],
        "unfit": why_not(fits),
        "changed": len(board.changed()),
        "told": len(board.told()),
        "undoable": undoable(board.plan),
        "proposal": proposal if proposal is not None and proposal.state in BUSY else None,
        "failed": proposal is not None and proposal.state == ProposalState.FAILED,
        "gone": gone_since(board) if since else [],
        "published_at": board.plan.published_at if board.plan is not None else None,
        "silent": ways.travel.silent,
        "faults": faults or [],
    }
    if _asks_part(request):  # htmx puts only good answers into the page; the faults stand in it
        return render(request, "organisation/dispatch_now.html", {**context, "part": True})
    return render(request, "organisation/dispatch.html", context, status=status)


@login_required
@never_cache
@require_POST
def place(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Send ``person`` (nobody when empty) in the draft; ``was`` is whom the page showed. On to the next open seat."""
    seat = _held(request, seat_id)
    day, now = timezone.localdate(seat.order.starts_at), timezone.now()
    was, person_id = _uuid(request.POST, "was"), _uuid(request.POST, "person")
    mine = _of(request, seat)
    try:
        change = place_seat(by=request.user, at=now, seat_id=seat_id, person_id=person_id, was=was)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, mine, day, refusal, seat_id)
    board = board_of(mine.organisation.id, day, at=now)
    if change is not None:
        messages.success(request, _said(board, board.seats[seat_id]))
    following = _next(board, board.seats[seat_id]) if was is None and person_id is not None else seat_id
    return _on(request, mine, day, seat=following, board=board)


@login_required
@never_cache
@require_POST
def pin(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """``pinned=1`` or nothing."""
    seat = _held(request, seat_id)
    day, mine = timezone.localdate(seat.order.starts_at), _of(request, seat)
    try:
        pin_placement(by=request.user, at=timezone.now(), seat_id=seat_id, pinned=request.POST.get("pinned") == "1")
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, mine, day, refusal, seat_id)
    return _on(request, mine, day, seat=seat_id)


@login_required
@never_cache
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last change back."""
    mine, day = managed(request), day_from(request.POST.get("day", ""))
    try:
        change = undo_change(by=request.user, at=timezone.now(), organisation_id=mine.organisation.id, day=day)
    except Refusal as refusal:
        return _refused(request, mine, day, refusal, None)
    messages.success(request, _("Undone: %(what)s") % {"what": ChangeKind(change.kind).label})
    return _on(request, mine, day, seat=UUID(next(iter(change.before))) if len(change.before) == 1 else None)


@login_required
@never_cache
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Take the whole draft back."""
    mine, day = managed(request), day_from(request.POST.get("day", ""))
    if discard_plan(by=request.user, at=timezone.now(), organisation_id=mine.organisation.id, day=day):
        messages.success(request, _("Everything that nobody knew of is taken back. You can undo this."))
    return _back(mine, day)


@login_required
@never_cache
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """``anew=1``: move also those who are named already."""
    mine, day = managed(request), day_from(request.POST.get("day", ""))
    proposal = propose_plan(
        by=request.user,
        at=timezone.now(),
        organisation_id=mine.organisation.id,
        day=day,
        keep=request.POST.get("anew") != "1",
    )
    if proposal.state not in BUSY:
        _say_proposed(request, proposal)
    return _back(mine, day)


@login_required
@never_cache
@require_safe
def show_progress(request: HttpRequest) -> HttpResponse:
    """How far the computer is; the whole page again once it is done."""
    mine, day = managed(request), day_from(request.GET.get("day", ""))
    proposal = newest_proposal(plan_of(mine.organisation.id, day))
    if proposal is None or proposal.state not in BUSY:
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Refresh": "true"})
        return _back(mine, day)
    context = {"proposal": proposal, "organisation": mine.organisation, "day": day}
    return render(request, "organisation/dispatch_progress.html", context)


@login_required
@never_cache
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Tell everybody; what could not be told stands above the board with its reason."""
    mine, day = managed(request), day_from(request.POST.get("day", ""))
    made = publish_plan(by=request.user, at=timezone.now(), organisation_id=mine.organisation.id, day=day)
    if made.done:
        text = ngettext(
            "Settled. %(number)s person hears of it.", "Settled. %(number)s people hear of it.", len(made.told)
        )
        messages.success(request, text % {"number": len(made.told)})
    if not made.refused:
        return _back(mine, day)
    board = board_of(mine.organisation.id, day, at=timezone.now())
    faults = [_fault(board.seats.get(key), refusal) for key, refusal in made.refused.items()]
    return _show(request, mine, day, faults=faults, status=409)


def _held(request: HttpRequest, seat_id: UUID) -> Assignment:
    """A seat of one of the reader's organisations; anybody else's does not exist."""
    organisations = seat_organisations(request)
    seat = Assignment.objects.filter(id=seat_id, organisation__in=organisations).select_related("order").first()
    if seat is None:
        raise NotFound
    return seat


def _of(request: HttpRequest, seat: Assignment) -> Managed:
    """The organisation whose seat it is, whichever was shown last."""
    mine = managed(request)
    chosen = next(one for one in mine.all if one.id == seat.organisation_id)
    return Managed(chosen, mine.all)


def _refused(request: HttpRequest, mine: Managed, day: date, refusal: Refusal, seat_id: UUID | None) -> HttpResponse:
    return _show(request, mine, day, seat_id=seat_id, faults=[_words(refusal)], status=refusal.status)


def _words(refusal: Refusal) -> str:
    """A refusal about somebody, said to whoever sends them."""
    if isinstance(refusal, NotEligible):
        return str(SAID_OF_OTHERS.get(refusal.reason, refusal.reason.label))
    return str(refusal)


def _fault(seat: Seat | None, refusal: Refusal) -> str:
    """Which one could not be told, and why."""
    if seat is None:
        return _("One order was given back or cancelled meanwhile.")
    return f"{time_text(seat.order.starts_at)} {title(seat.order)}{_(': ')}{_words(refusal)}"


def _said(board: Board, seat: Seat) -> str:
    facts = {"time": time_text(seat.order.starts_at), "what": title(seat.order), "left": len(board.unplaced())}
    if seat.person_id is None:
        return _("%(time)s %(what)s: nobody goes yet.") % facts
    facts["who"] = name_text(board.people[seat.person_id].name)
    return _("%(time)s %(what)s: %(who)s. %(left)s left.") % facts


def _next(board: Board, seat: Seat) -> UUID | None:
    """The open seat after this one; from the beginning again after the last."""
    waiting = board.unplaced()
    later = [one for one in waiting if (one.order.starts_at, str(one.id)) > (seat.order.starts_at, str(seat.id))]
    return next((one.id for one in (*later, *waiting)), None)


def _say_proposed(request: HttpRequest, proposal: Proposal) -> None:
    if proposal.state == ProposalState.FAILED:
        messages.error(request, _("The computer found no way. Nothing was changed."))
        return
    text = ngettext("The computer placed %(number)s order.", "The computer placed %(number)s orders.", proposal.placed)
    messages.success(request, text % {"number": proposal.placed})


def _on(
    request: HttpRequest, mine: Managed, day: date, *, seat: UUID | None, board: Board | None = None
) -> HttpResponse:
    """On to a seat: to htmx the board at once, in one answer, as whoever plans forty orders waits for each."""
    if not _asks_part(request):
        return _back(mine, day, seat=seat)
    answer = _show(request, mine, day, seat_id=seat, board=board)
    answer["HX-Replace-Url"] = _address(mine, day, seat=seat)
    return answer


def _back(mine: Managed, day: date, *, seat: UUID | None = None) -> HttpResponse:
    return SeeOther(_address(mine, day, seat=seat))


def _address(mine: Managed, day: date, *, seat: UUID | None = None) -> str:
    asked = {"day": day.isoformat(), "organisation": str(mine.organisation.id)}
    if seat is not None:
        asked["seat"] = str(seat)
    return f"{reverse('organisation:dispatch')}?{urlencode(asked)}{'#fits' if seat is not None else ''}"


def _uuid(values: Any, name: str) -> UUID | None:
    try:
        return UUID(values.get(name, ""))
    except ValueError:
        return None


def _asks_part(request: HttpRequest) -> bool:
    """True when htmx puts the answer into the page; going back in history it wants the whole one."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")
