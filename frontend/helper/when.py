"""When, what it costs, and the button that places the order: one page, so that a usual thing takes three taps."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Role
from accounts.access.queries import roles_of
from accounts.elders.enums import Consent, Power
from accounts.elders.queries import call_name
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.helper.acting import Acting, acting_for
from frontend.helper.elder import as_keys
from frontend.helper.order import what
from frontend.helper.presets import likely_start
from frontend.helper.ways import see_other
from frontend.helper.when_form import Chosen, WhenForm, field_name
from frontend.shell.calendar import day_of
from frontend.shell.purses import purses_after
from frontend.shell.wording import moment_text
from services.catalogue.queries import menu
from services.orders.actions.place_order import (
    MAX_LINES,
    MAX_QUANTITY,
    AlreadyPlaced,
    NothingOrdered,
    place_order,
)
from services.orders.models import Order
from services.orders.queries.elder_side import coming, last_start
from services.orders.queries.payment import payment_of
from services.orders.queries.quote import quote
from timebank.ledger.actions.post_transfer import NotEnough
from timebank.purses.queries.sources import ALL


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_when(request: HttpRequest, id: UUID) -> HttpResponse:
    """GET with ``item`` (and ``n-<item>`` for how many); POST places the order, or counts again."""
    acting = acting_for(request.user, id, power=Power.ORDER)
    sent = request.POST if request.method == "POST" else request.GET
    asked = as_keys(sent.getlist("item"))[:MAX_LINES]
    chosen = chosen_of(acting, asked, sent)
    if not chosen:
        messages.error(request, str(NothingOrdered.sentence))
        return redirect("helper:elder", id)
    if request.headers.get("HX-Request"):
        return render(request, "helper/when_costs.html", _costs(acting, chosen, _day_of(sent), _pay_from(sent)))
    start = likely_start(timezone.now(), before=last_start(id, asked))
    placing = request.method == "POST" and "count" not in request.POST
    form = WhenForm(
        request.POST if request.method == "POST" else None,
        chosen=chosen,
        start=start,
        consent=likely_consent(request.user),
        user=request.user,
    )
    status = 200
    if placing:
        placed, status = _place(request, acting, form)
        if placed is not None:
            messages.success(
                request, _("Ordered. As soon as somebody takes it, you hear of it here and in your messages.")
            )
            return see_other("helper:order", placed.id)
    twin = _twin(acting, form, chosen, start)
    context = {
        "acting": acting,
        "elder": acting.elder,
        "person": acting.elder.person,
        "twin": _already(acting, twin) if twin is not None else "",
        "called": call_name(acting.elder.person),
        "form": form,
        "shown": form if placing else None,
        "gone": len(asked) - len(chosen),
        **_costs(acting, chosen, _day_of(sent) or timezone.localdate(start), _pay_from(sent)),
    }
    return render(request, "helper/when.html", context, status=status)


def chosen_of(acting: Acting, asked: list[UUID], sent: QueryDict) -> Chosen:
    """What is offered of what was asked for, in the order of the asking."""
    offered = {version.item_id: version for version in menu(region_code=acting.elder.person.home_id, on=acting.today)}
    versions = [offered[item_id] for item_id in asked if item_id in offered]
    return [(version, _how_many(sent.get(field_name(version), "1"))) for version in versions]


def _day_of(sent: QueryDict) -> date | None:
    """The day that was chosen so far, for the counting only."""
    return day_of(sent.get("other_day") or sent.get("day", ""))


def _how_many(text: str) -> int:
    """For the counting only: anything that is no good number counts as one. The form says what is wrong."""
    return min(max(int(text), 1), MAX_QUANTITY) if text.isdecimal() and len(text) < 4 else 1


def _costs(acting: Acting, chosen: Chosen, on: date | None, pay_from: Sequence[str]) -> dict[str, Any]:
    """``on``: the day of the service, as far as it is known."""
    day = on or acting.today
    may_pay = payment_of(acting.elder, chosen, on=day, today=acting.today)
    paid = may_pay
    if tuple(pay_from) != ALL:
        paid = payment_of(acting.elder, chosen, on=day, today=acting.today, pay_from=pay_from)
    return {
        "payment": paid,
        "elder_id": acting.elder.id,
        "quote": paid.quote,
        "may_pay": dict.fromkeys(part.pocket.source for part in may_pay.parts),
        "pay_from": pay_from,
        "purses": purses_after(paid),
    }


def _pay_from(sent: QueryDict) -> tuple[str, ...]:
    """Who may pay before the passbook does: all, but for what was unticked."""
    return tuple(one for one in ALL if one not in sent.getlist("not_from") or one in sent.getlist("pay_from"))


def likely_consent(user: Any) -> Consent:
    """Who lives far away has telephoned."""
    roles = roles_of(user)
    return Consent.BY_PHONE if Role.FAMILY in roles and Role.PROXY not in roles else Consent.IN_PERSON


def _place(request: HttpRequest, acting: Acting, form: WhenForm) -> tuple[Order | None, int]:
    """The order, or none and the status of the answer, with what was wrong written into the form."""
    if not form.is_valid():
        return None, 422
    lines = form.lines()
    starts_at = form.cleaned_data["starts_at"]
    lasts = quote([(version, line.quantity) for (version, _n), line in zip(form.chosen, lines, strict=True)]).lasts
    twin = _twin(acting, form, form.chosen, starts_at)
    if twin is not None and not form.cleaned_data["again"]:
        form.add_error("again", _already(acting, twin))
        return None, 422
    try:
        placed = place_order(
            by=request.user,
            at=timezone.now(),
            elder_id=acting.elder.id,
            lines=lines,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=lasts),
            note=form.cleaned_data["note"],
            consent=Consent(form.cleaned_data["consent"]),
            order_id=form.order_key(),
            pay_from=_pay_from(request.POST),
            again=form.cleaned_data["again"],
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form.add_error(_field_of(refusal, form), str(refusal))
        if isinstance(refusal, AlreadyPlaced):
            form.renew_key()
        return None, refusal.status
    return placed, 303


def _twin(acting: Acting, form: WhenForm, chosen: Chosen, start: datetime) -> Order | None:
    """A live order of this elder with one of these things at the same time: perhaps ordered twice by mistake.

    Looked for at the time that was sent, else at ``start``. The order this very form has placed does not count.
    """
    cleaned = getattr(form, "cleaned_data", {})
    start = cleaned.get("starts_at") or start
    end = start + timedelta(minutes=quote(chosen).lasts)
    wanted = {version.item_id for version, _quantity in chosen}
    own = form.order_key() if cleaned.get("key") else None
    return next(
        (
            order
            for order in coming([acting.elder.id])
            if order.id != own
            and order.starts_at < end
            and start < order.ends_at
            and any(line.version.item_id in wanted for line in order.lines.all())
        ),
        None,
    )


def _already(acting: Acting, twin: Order) -> str:
    return _("%(name)s already has %(what)s %(when)s. Order it once more?") % {
        "name": call_name(acting.elder.person),
        "what": what(twin),
        "when": moment_text(twin.starts_at, lower=True),
    }


def _field_of(refusal: Refusal, form: WhenForm) -> str | None:
    """The input a refusal speaks of."""
    if refusal.field in ("starts_at", "ends_at"):
        return "clock"
    if refusal.field == "lines" or isinstance(refusal, NotEnough):
        return field_name(form.chosen[0][0])
    return None
