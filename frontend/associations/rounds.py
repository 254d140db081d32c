"""Pairs, rounds, what was done, and help that nobody had planned."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.refusals import NotFound
from frontend.associations.forms import HelpForm, LookForm, PairForm, RoundForm, offer
from frontend.associations.front import look_at_people
from frontend.shell.calendar import day_of
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.wording import name_text, place_text
from services.associations.actions.end_round import end_round
from services.associations.actions.pair_members import pair_members, part_members
from services.associations.actions.plan_round import plan_round
from services.associations.actions.record_look import record_help, record_look
from services.associations.queries.looking import (
    forgotten_of,
    looks_of,
    pairs_of,
    round_seen,
    rounds_of,
    turns_of,
    week_of,
)
from services.associations.queries.members import lines_of, members_of
from services.associations.queries.reach import association_seen

WEEK, MOST_LOOKS = timedelta(days=7), 40


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_pairs(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Who looks in on whom by the association's word, and a form for another pair: those who can help stand first."""
    seen = association_seen(request.user, organisation_id)
    today = timezone.localdate()
    lines = lines_of(members_of(seen, on=today), on=today)
    pairs = list(pairs_of(seen))
    form = PairForm(posted(request, "pair"))
    offer(form, "helper", _offered(lines, key=lambda one: (not one.member.helps, not one.can_help, one.is_frail)))
    offer(form, "member", _offered(lines, key=lambda one: (not one.is_frail,)))

    def act(data: dict[str, Any]) -> None:
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organisation_id": organisation_id}
        pair_members(**asked, helper_id=UUID(data["helper"]), member_id=UUID(data["member"]))

    if carried_out(form, act):
        messages.success(request, _("Paired. Plan the days next."))
        return see_other("associations:pairs", organisation_id)
    look_at_people(request, seen, [one.member.elder for one in lines])
    paired = {one.elder_id for one in pairs}
    context = {
        "seen": seen,
        "organisation": seen.organisation,
        "pairs": pairs,
        "form": form,
        "alone": [one for one in lines if one.is_frail and one.member.elder_id not in paired],
    }
    return render(request, "associations/pairs.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def part(request: HttpRequest, organisation_id: UUID, pair_id: UUID) -> HttpResponse:
    """They look in no more by the association's word."""
    part_members(by=request.user, at=timezone.now(), organisation_id=organisation_id, pair_id=pair_id)
    messages.success(request, _("Ended, and their rounds with it."))
    return see_other("associations:pairs", organisation_id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_rounds(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """``?week=2026-11-23``: each day of the week, what became of it, and a form for the next round."""
    seen = association_seen(request.user, organisation_id)
    today = timezone.localdate()
    first, last = week_of(day_of(request.GET.get("week", "")) or today)
    pairs = list(pairs_of(seen))
    form = RoundForm(posted(request, "plan"), initial={"first_on": today})
    offer(form, "pairs", [(str(one.id), _pair_words(one)) for one in pairs])

    def act(data: dict[str, Any]) -> None:
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organisation_id": organisation_id}
        ids = [UUID(key) for key in data["pairs"]]
        plan_round(**asked, pair_ids=ids, rhythm=form.rhythm(), clock=data["clock"], minutes=data["minutes"])

    if carried_out(form, act):
        messages.success(request, _("Planned."))
        return see_other("associations:rounds", organisation_id)
    rounds = list(rounds_of(seen))
    turns = turns_of(rounds, since=first, until=last)
    forgotten = forgotten_of(rounds, today=today, before=first)
    looks = list(looks_of(seen, since=today - timedelta(days=31))[:MOST_LOOKS])
    shown: list[Any] = [*rounds, *looks, *pairs]
    look_at_people(request, seen, [one.elder for one in shown])
    context = {
        "seen": seen,
        "organisation": seen.organisation,
        "rounds": rounds,
        "days": _by_day(turns, today),
        "forgotten": forgotten,
        "first": first,
        "last": last,
        "before": first - WEEK,
        "after": first + WEEK,
        "form": form,
        "pairs": pairs,
        "looks": looks,
        "today": today,
    }
    return render(request, "associations/rounds.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end(request: HttpRequest, organisation_id: UUID, round_id: UUID) -> HttpResponse:
    """It does not come round any more."""
    association_seen(request.user, organisation_id)
    end_round(by=request.user, at=timezone.now(), round_id=round_id)
    messages.success(request, _("The round has ended."))
    return see_other("associations:rounds", organisation_id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_look(request: HttpRequest, organisation_id: UUID, round_id: UUID, on: str) -> HttpResponse:
    """What became of one day of a round."""
    seen = association_seen(request.user, organisation_id)
    found, day = round_seen(seen, round_id), day_of(on)
    if found is None or day is None:
        raise NotFound
    form = LookForm(posted(request, "look"), initial={"outcome": "DONE", "minutes": found.minutes})
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "round_id": round_id, "on": day}
    if carried_out(form, lambda _data: record_look(**asked, **form.values())):
        messages.success(request, _("Written down."))
        return see_other("associations:rounds", organisation_id, query=f"week={week_of(day)[0].isoformat()}")
    look_at_people(request, seen, [found.elder])
    context = {"seen": seen, "organisation": seen.organisation, "round": found, "on": day, "form": form}
    return render(request, "associations/look.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_help(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Help that nobody had planned and nobody wants counted."""
    seen = association_seen(request.user, organisation_id)
    today = timezone.localdate()
    lines = lines_of(members_of(seen, on=today), on=today)
    form = HelpForm(posted(request, "help"), initial={"on": today})
    offer(form, "helper", _offered(lines, key=lambda one: (not one.member.helps, not one.can_help)))
    offer(form, "member", _offered(lines, key=lambda one: (not one.is_frail,)))

    def act(data: dict[str, Any]) -> None:
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organisation_id": organisation_id}
        who: dict[str, Any] = {"helper_id": UUID(data["helper"]), "member_id": UUID(data["member"])}
        record_help(**asked, **who, **{name: data[name] for name in ("on", "minutes", "words", "worried")})

    if carried_out(form, act):
        messages.success(request, _("Written down."))
        return see_other("associations:rounds", organisation_id)
    look_at_people(request, seen, [one.member.elder for one in lines])
    context = {"seen": seen, "organisation": seen.organisation, "form": form}
    return render(request, "associations/help.html", context, status=422 if form.is_bound else 200)


def _offered(lines: list[Any], *, key: Any) -> list[tuple[str, str]]:
    rows = sorted(lines, key=lambda one: (*key(one), one.member.elder.person.pinyin))
    return [
        (
            str(one.member.id),
            _("%(name)s, %(age)s, %(village)s")
            % {
                "name": name_text(one.member.elder.person.name),
                "age": "?" if one.age is None else one.age,
                "village": place_text(one.member.elder.person.home.name),
            },
        )
        for one in rows
    ]


def _pair_words(pair: Any) -> str:
    names = {"helper": name_text(pair.person.name), "elder": name_text(pair.elder.person.name)}
    return _("%(helper)s looks in on %(elder)s") % names


def _by_day(turns: list[Any], today: date) -> list[tuple[date, list[tuple[Any, bool]]]]:
    """Day → its turns, each with whether it can be written down."""
    found: dict[date, list[tuple[Any, bool]]] = {}
    for one in turns:
        found.setdefault(one.on, []).append((one, one.may_write(today)))
    return list(found.items())
