"""Rounds: which there are, what comes next, and the acts of the county."""

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

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.refusals import NotAllowed, NotFound, Refusal
from accounts.regions.models import Region
from frontend.honours.forms import OpenForm, WhyForm
from frontend.shell.going import carried_out, see_other
from services.honours.actions.begin_drawing import begin_drawing, is_drawing
from services.honours.actions.decide_round import decide_round
from services.honours.actions.drop_round import drop_round
from services.honours.actions.open_round import open_round
from services.honours.actions.publish_notice import publish_notice
from services.honours.enums import CandidacyState, Kind, RoundState
from services.honours.models import HonourRound
from services.honours.queries.candidacies import candidacies_in, sees_the_record
from services.honours.queries.rounds import (
    COUNTY_DIGITS,
    counties_of,
    every_years,
    next_due,
    round_for,
    rounds_in,
    works_on_honours,
)

S = CandidacyState
GROUPS = (S.PUBLIC, S.HONOURED, S.SHORTLISTED, S.NOMINATED, S.SUGGESTED, S.NOT_CHOSEN, S.OUT, S.WITHDRAWN, S.REVOKED)


@login_required
@never_cache
@require_safe
def show_rounds(request: HttpRequest) -> HttpResponse:
    """Every round of the reader's county, the newest first, and when the next is due."""
    return _rounds_page(request)


def _rounds_page(request: HttpRequest, form: OpenForm | None = None, status: int = 200) -> HttpResponse:
    if not works_on_honours(request.user):
        raise NotAllowed
    counties = counties_of(request.user)
    county = Region.objects.filter(code__in=counties).order_by("code").first()
    today = timezone.localdate()
    rows = list(rounds_in(counties))
    running = any(one.state in (RoundState.COLLECTING, RoundState.NOTICE) for one in rows)
    due = next_due(county.code, on=today) if county else today.year
    holds = county is not None and may(request.user, Permission.HONOUR_HOLD, region_code=county.code)
    context: dict[str, Any] = {
        "county": county,
        "rounds": rows,
        "running": running,
        "due": due,
        "is_due": due <= today.year and not running,
        "rule": every_years(county.code, on=today) if county else None,
        "holds": holds,
        "form": form or OpenForm(),
    }
    return render(request, "honours/rounds.html", context, status=status)


@login_required
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open the round that is due."""
    demand(request.user, Permission.HONOUR_HOLD)
    form = OpenForm(request.POST)
    counties = [code[:COUNTY_DIGITS] for code in territories(request.user, Permission.HONOUR_HOLD)]
    made: list[HonourRound] = []
    if carried_out(
        form,
        lambda data: made.append(open_round(by=request.user, at=timezone.now(), county=sorted(counties)[0], **data)),
    ):
        messages.success(request, _("The round is open. Every township hears of it. Draw the list next."))
        return see_other("honours:round", made[0].id)
    return _rounds_page(request, form, 422)


@login_required
@never_cache
@require_safe
def show_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: where it stands, what comes next, who has been named."""
    return round_page(request, round_for(request.user, round_id))


def round_page(
    request: HttpRequest, found: HonourRound, *, drop_form: WhyForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    user, county = request.user, found.county_id
    rows: list[Any] = list(candidacies_in(user, found))
    holds = may(user, Permission.HONOUR_HOLD, region_code=county)
    decides = may(user, Permission.HONOUR_DECIDE, region_code=county)
    public = [one for one in rows if one.state == S.PUBLIC]
    made_by_me = user.id == found.published_by_id or any(one.shortlisted_by_id == user.id for one in public)
    over = found.notice_until is not None and today > found.notice_until
    waiting = sum(one.objected for one in rows)
    context: dict[str, Any] = {
        "round": found,
        "drawing": is_drawing(found, at=timezone.now()),
        "today": today,
        "groups": _groups(rows),
        "kinds": [(kind, found.places(kind), found.counts.get(kind.value)) for kind in found.kinds],
        "collects": found.state == RoundState.COLLECTING and today <= found.collect_until,
        "names": may(user, Permission.HONOUR_NOMINATE),
        "reads_list": any(
            sees_the_record(user, code) for code in territories(user, Permission.HONOUR_NOMINATE) if code
        ),
        "holds": holds,
        "short": sum(one.state == S.SHORTLISTED for one in rows),
        "silent": sum(one.state == S.SHORTLISTED and not one.is_agreed for one in rows),
        "waiting": waiting,
        "over": over,
        "decides": decides and found.state == RoundState.NOTICE and over and not waiting and not made_by_me,
        "another_decides": decides and made_by_me and found.state == RoundState.NOTICE,
        "public": public,
        "may_drop": holds and found.state in (RoundState.COLLECTING, RoundState.NOTICE),
        "drop_form": drop_form or WhyForm(auto_id="drop_%s"),
    }
    return render(request, "honours/round.html", context, status=status)


def _groups(rows: list[Any]) -> list[tuple[Any, list[tuple[Any, list[Any]]]]]:
    """By state, and in it by kind; empty ones are left out."""
    found = []
    for state in GROUPS:
        kinds = [(kind, [one for one in rows if one.state == state and one.kind == kind]) for kind in Kind]
        kinds = [(kind, some) for kind, some in kinds if some]
        if kinds:
            found.append((state, kinds))
    return found


@login_required
@never_cache
@require_POST
def draw(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Have the list drawn from the record, anew; the round's page shows when it is there."""
    begin_drawing(by=request.user, at=timezone.now(), round_id=round_id)
    return see_other("honours:round", round_id)


@login_required
@never_cache
@require_POST
def publish(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Put the shortlist on notice."""
    return _do(
        request,
        round_id,
        lambda: publish_notice(by=request.user, at=timezone.now(), round_id=round_id),
        _("The names are on public notice now. Anybody can read them and object."),
    )


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """``chosen``: who is honoured."""
    chosen = {key for key in map(_key, request.POST.getlist("chosen")) if key is not None}
    return _do(
        request,
        round_id,
        lambda: decide_round(by=request.user, at=timezone.now(), round_id=round_id, chosen=chosen),
        _("Decided. Those honoured hear of it, and everybody can read their names."),
    )


@login_required
@never_cache
@require_POST
def drop(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Call it off, with a reason."""
    form = WhyForm(request.POST, auto_id="drop_%s")
    if carried_out(
        form,
        lambda data: drop_round(by=request.user, at=timezone.now(), round_id=round_id, words=data["words"]),
    ):
        messages.success(request, _("Called off. The reason stays written down."))
        return see_other("honours:rounds")
    return round_page(request, round_for(request.user, round_id), drop_form=form, status=422)


def _do(request: HttpRequest, round_id: UUID, act: Any, said: str) -> HttpResponse:
    """Carry it out; what is refused is said on the page of the round."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return round_page(request, round_for(request.user, round_id), status=refusal.status)
    messages.success(request, said)
    return see_other("honours:round", round_id)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
