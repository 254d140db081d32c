"""Order something again and again, or change it: one form; a change shows first what it does."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.enums import Power
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.helper.acting import Acting, acting_for
from frontend.helper.elder import as_keys
from frontend.helper.presets import likely_start
from frontend.helper.repeat_form import KEEP, RepeatForm, initial_for, initial_of, seen_mark
from frontend.helper.repeats import acting_on
from frontend.helper.rhythm_words import listed
from frontend.helper.ways import see_other
from frontend.helper.when import chosen_of, likely_consent
from frontend.helper.when_form import Chosen
from services.catalogue.queries import menu, versions_of
from services.orders.actions.place_order import MAX_LINES, NothingOrdered
from services.orders.queries.elder_side import last_start
from services.orders.queries.quote import quote
from services.standing.actions.change_standing import change_standing
from services.standing.actions.make_occurrences import Made
from services.standing.actions.start_standing import start_standing
from services.standing.models import StandingOrder
from services.standing.queries.effects import Effects, preview_change


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_repeat(request: HttpRequest, id: UUID) -> HttpResponse:
    """GET with ``item`` (and ``n-<item>``); POST starts it."""
    acting = acting_for(request.user, id, power=Power.ORDER)
    sent = request.POST if request.method == "POST" else request.GET
    asked = as_keys(sent.getlist("item"))[:MAX_LINES]
    chosen = chosen_of(acting, asked, sent)
    if not chosen:
        messages.error(request, str(NothingOrdered.sentence))
        return redirect("helper:elder", id)
    start = likely_start(timezone.now(), before=last_start(id, asked))
    initial = initial_for(start, likely_consent(request.user))
    form = RepeatForm(
        request.POST if request.method == "POST" else None, chosen=chosen, initial=initial, user=request.user
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                standing, made = start_standing(
                    by=request.user,
                    at=timezone.now(),
                    elder_id=id,
                    wish=form.wish(),
                    standing_id=form.standing_key(),
                )
            except (NotFound, NotAllowed):
                raise
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _made_words(made))
                return see_other("helper:repeat", standing.id)
    return render(request, "helper/repeat_form.html", _context(acting, form, chosen), status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_repeat(request: HttpRequest, id: UUID) -> HttpResponse:
    """POST looks first; the same entries sent once more with ``seen`` are done."""
    standing, acting = acting_on(request.user, id, power=Power.ORDER)
    sent = _with_more(request.POST) if request.method == "POST" else None
    chosen, gone = _things_of(standing, acting, sent)
    if standing.ended_at is not None or not chosen:
        messages.warning(request, _("This cannot be changed any more. Start a new one."))
        return redirect("helper:repeat", id)
    initial = initial_of(standing, acting.today, likely_consent(request.user))
    taken = {version.item_id for version, _quantity in chosen}
    offered = menu(region_code=acting.elder.person.home_id, on=acting.today)
    form = RepeatForm(
        sent,
        chosen=chosen,
        initial=initial,
        user=request.user,
        kept=standing.rhythm if initial["rhythm"] == KEEP else None,
        more=[version for version in offered if version.item_id not in taken] if len(chosen) < MAX_LINES else [],
    )
    context = {**_context(acting, form, chosen), "standing": standing, "gone": gone}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                effects = _change(request, standing, form)
            except (NotFound, NotAllowed):
                raise
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                if effects is None:
                    return see_other("helper:repeat", id)
                context |= {"effects": effects, "seen": seen_mark(form.wish()), "quote": quote(form.counted())}
                status = 200
    return render(request, "helper/repeat_form.html", context, status=status)


def _with_more(sent: QueryDict) -> QueryDict:
    """What was sent, with the thing put in among the others, once of it."""
    data = sent.copy()
    for key in as_keys(data.pop("more", [])):
        data.appendlist("item", str(key))
        data.setdefault(f"n-{key}", "1")
    return data


def _things_of(standing: StandingOrder, acting: Acting, sent: QueryDict | None) -> tuple[Chosen, str]:
    """The things of the form, and the names of those it had that are not on the menu any more."""
    lines = {line.item_id: line for line in standing.lines.all()}
    versions = versions_of(lines, region_code=acting.elder.person.home_id, on=acting.today)
    gone = listed(line.label for key, line in lines.items() if key not in versions)
    asked = as_keys(sent.getlist("item"))[:MAX_LINES] if sent is not None else []
    if sent is not None and asked:
        return chosen_of(acting, asked, sent), gone
    return [(versions[key], line.quantity) for key, line in lines.items() if key in versions], gone


def _change(request: HttpRequest, standing: StandingOrder, form: RepeatForm) -> Effects | None:
    """What it would do; none when it is done."""
    wish, now = form.wish(), timezone.now()
    if request.POST.get("seen") != seen_mark(wish):
        return preview_change(by=request.user, at=now, standing_id=standing.id, wish=wish)
    _standing, _effects, made = change_standing(by=request.user, at=now, standing_id=standing.id, wish=wish)
    messages.success(request, _("Changed. %(placed)s") % {"placed": _made_words(made)})
    return None


def _context(acting: Acting, form: RepeatForm, chosen: Chosen) -> dict[str, Any]:
    return {
        "acting": acting,
        "elder": acting.elder,
        "person": acting.elder.person,
        "form": form,
        "quote": quote(chosen),
    }


def _blame(form: Form, refusal: Refusal) -> int:
    """Write it beside the input it speaks of."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return refusal.status


def _made_words(made: Made) -> str:
    placed = len(made.placed)
    if not placed and not made.refused:
        return _("It is noted. Each order is placed some days ahead.")
    said = ngettext(
        "%(number)s order is placed, the others follow by themselves.",
        "%(number)s orders are placed, the others follow by themselves.",
        placed,
    ) % {"number": placed}
    refused = len(made.refused)
    if not refused:
        return said
    return f"{said} " + ngettext(
        "%(number)s day could not be ordered yet, see below.",
        "%(number)s days could not be ordered yet, see below.",
        refused,
    ) % {"number": refused}
