"""What comes round for an elder: the list, one of them, its pauses, its days, its end."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.elders.enums import Power
from accounts.refusals import Invalid, NotAllowed, NotFound, Refusal
from frontend.helper.acting import Acting, acting_for
from frontend.helper.repeat_form import PauseForm, seen_mark
from frontend.helper.repeat_words import day_rows, pause_rows, standing_words
from frontend.helper.ways import see_other
from services.standing.actions.end_standing import end_standing
from services.standing.actions.lift_pause import lift_pause
from services.standing.actions.pause_standing import pause_standing
from services.standing.actions.restore_occurrence import restore_occurrence
from services.standing.actions.skip_occurrence import skip_occurrence
from services.standing.models import Pause, StandingOrder
from services.standing.queries.dates import next_days
from services.standing.queries.effects import Effects, effects
from services.standing.queries.pauses import Rest, preview_pause
from services.standing.queries.rows import standing_for, standings_of

DAYS_IN_LIST, DAYS_ON_PAGE, DAYS_OF_PAUSE = 3, 8, 14


def acting_on(user: Any, standing_id: UUID, *, power: Power = Power.VIEW) -> tuple[StandingOrder, Acting]:
    """The standing order and by what right the reader stands there; raises NotFound for everybody else."""
    standing = standing_for(user, standing_id, power=power, on=timezone.localdate())
    return standing, acting_for(user, standing.elder_id, power=power)


@login_required
@never_cache
@require_safe
def show_repeats(request: HttpRequest, id: UUID) -> HttpResponse:
    """Everything that comes round for one elder, with its next three days."""
    acting = acting_for(request.user, id)
    now = timezone.now()
    rows = [
        {
            "standing": standing,
            "words": standing_words(standing),
            "days": day_rows(next_days(standing, at=now, most=DAYS_IN_LIST)),
        }
        for standing in standings_of(id)
    ]
    context = {"acting": acting, "elder": acting.elder, "person": acting.elder.person, "rows": rows}
    return render(request, "helper/repeats.html", context)


@login_required
@never_cache
@require_safe
def show_repeat(request: HttpRequest, id: UUID) -> HttpResponse:
    """One of them."""
    standing, acting = acting_on(request.user, id)
    days = next_days(standing, at=timezone.now(), most=DAYS_ON_PAGE) if standing.ended_at is None else []
    pauses = [one for one in standing.pauses.all() if one.last_on is None or one.last_on >= acting.today]
    context = {**_basics(standing, acting), "days": day_rows(days), "pauses": pauses}
    return render(request, "helper/repeat.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pause_repeat(request: HttpRequest, id: UUID) -> HttpResponse:
    """Nobody comes for a while. POST looks first; the same entries sent once more with ``seen`` are done."""
    standing, acting = acting_on(request.user, id, power=Power.ORDER)
    form = PauseForm(request.POST if request.method == "POST" else None, initial={"first_on": acting.today})
    context, status = {**_basics(standing, acting), "form": form}, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                shown = _pause(request, id, Rest(**form.cleaned_data))
            except (NotFound, NotAllowed):
                raise
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                if shown is None:
                    return see_other("helper:repeat", id)
                context, status = {**context, **shown}, 200
    return render(request, "helper/repeat_pause.html", context, status=status)


def _pause(request: HttpRequest, standing_id: UUID, rest: Rest) -> dict[str, Any] | None:
    """What it would do, for the page; none when it is done."""
    by, now = request.user, timezone.now()
    if request.POST.get("seen") != seen_mark(rest):
        found, unordered = preview_pause(by=by, at=now, standing_id=standing_id, rest=rest)
        rows = pause_rows(found, unordered)
        return {
            "seen": seen_mark(rest),
            "rows": rows[:DAYS_OF_PAUSE],
            "more": len(rows[DAYS_OF_PAUSE:]),
            "open_end": not rest.last_on,
        }
    _row, found = pause_standing(by=by, at=now, standing_id=standing_id, first_on=rest.first_on, last_on=rest.last_on)
    messages.success(request, _kept_words(_("The pause is noted."), found))
    return None


@login_required
@never_cache
@require_POST
def lift(request: HttpRequest, id: UUID) -> HttpResponse:
    """A pause ends early, or does not come."""
    pause = get_object_or_404(Pause, id=id)
    standing, _acting = acting_on(request.user, pause.standing_id, power=Power.ORDER)
    return _done(
        request,
        standing,
        lambda: lift_pause(by=request.user, at=timezone.now(), pause_id=id),
        _("The pause is lifted."),
    )


@login_required
@never_cache
@require_POST
def skip(request: HttpRequest, id: UUID) -> HttpResponse:
    """Leave out the ``day``, or with ``undo`` have it after all."""
    standing, _acting = acting_on(request.user, id, power=Power.ORDER)
    undo = "undo" in request.POST
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        messages.warning(request, str(Invalid.sentence))
        return see_other("helper:repeat", id)
    act = restore_occurrence if undo else skip_occurrence
    said = _("That day counts again.") if undo else _("That day is left out.")
    return _done(request, standing, lambda: act(by=request.user, at=timezone.now(), standing_id=id, on=day), said)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_repeat(request: HttpRequest, id: UUID) -> HttpResponse:
    """It does not come round any more; first it is shown what that means."""
    standing, acting = acting_on(request.user, id, power=Power.ORDER)
    if request.method == "POST":
        return _done(
            request,
            standing,
            lambda: end_standing(by=request.user, at=timezone.now(), standing_id=id),
            _("Ended. What somebody has promised to come for stays."),
        )
    found = effects(standing, (), at=timezone.now())
    return render(request, "helper/repeat_end.html", {**_basics(standing, acting), "effects": found})


def _basics(standing: StandingOrder, acting: Acting) -> dict[str, Any]:
    return {
        "standing": standing,
        "words": standing_words(standing),
        "acting": acting,
        "elder": acting.elder,
        "person": acting.elder.person,
    }


def _done(request: HttpRequest, standing: StandingOrder, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and lead back; a refusal is a notice there."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other("helper:repeat", standing.id)


def _kept_words(said: str, found: Effects) -> str:
    if not found.kept:
        return said
    return f"{said} " + _("On days for which somebody has promised to come, they still come.")
