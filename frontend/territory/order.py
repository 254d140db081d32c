"""One order of the territory: everything about it, and what its people may answer for the elder."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.journal.queries import timeline
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from accounts.regions.queries import path
from frontend.shell.course import course_of
from frontend.shell.wording import name_text, way_text
from frontend.territory.answer_forms import CancelForm, ConfirmForm, DisputeForm, MissForm, ResolveForm
from frontend.territory.ground import Powers, powers
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.report_no_show import report_no_show
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from services.orders.queries.disputes import has_case, no_shows_of
from services.orders.queries.rows import lives_near, order_for, seated

ON_THE_WAY = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)
CANCELLABLE = (OrderStatus.DRAFT, OrderStatus.OPEN, OrderStatus.CLAIMED)
MISSABLE = (OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.IN_SERVICE)


@login_required
@never_cache
@require_safe
def show_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The order, if its elder lives in the reader's territory."""
    return _show(request, _order(request, order_id))


@login_required
@never_cache
@require_POST
def confirm(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The elder said on the phone that it was done."""

    def act(data: dict[str, Any]) -> None:
        confirm_order(
            by=request.user,
            at=timezone.now(),
            order_id=order_id,
            rating=int(data["rating"]),
            comment=data["comment"],
        )

    return _answer(request, order_id, ConfirmForm(request.POST), "confirm", act, _("Confirmed, the time is booked."))


@login_required
@never_cache
@require_POST
def dispute(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The elder said on the phone that it was not done, or not so."""

    def act(data: dict[str, Any]) -> None:
        dispute_order(by=request.user, at=timezone.now(), order_id=order_id, reason=data["reason"])

    said = _("Noted. The clock stands still until the township or the county has looked into it.")
    return _answer(request, order_id, DisputeForm(request.POST), "dispute", act, said)


@login_required
@never_cache
@require_POST
def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The elder called it off."""

    def act(data: dict[str, Any]) -> None:
        cancel_order(by=request.user, at=timezone.now(), order_id=order_id, reason=data["reason"])

    said = _("Called off. The held time went back, whoever wanted to come is told.")
    return _answer(request, order_id, CancelForm(request.POST), "cancel", act, said)


@login_required
@never_cache
@require_POST
def miss(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The elder said on the phone that whoever promised did not come."""

    def act(data: dict[str, Any]) -> None:
        report_no_show(
            by=request.user,
            at=timezone.now(),
            assignment_id=UUID(data["seat"]),
            knowing=data["knowing"],
            words=data["words"],
        )

    order = _order(request, order_id)
    # When nobody is due any more every seat may be named: the action then says what has changed.
    form = MissForm(request.POST, seats=_named(_due_seats(order) or list(order.assignments.all())))
    said = _("Noted who did not come. The place is open again.")
    return _answer(request, order_id, form, "miss", act, said)


@login_required
@never_cache
@require_POST
def resolve(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Township or county decides a dispute."""

    def act(data: dict[str, Any]) -> None:
        resolve_dispute(
            by=request.user,
            at=timezone.now(),
            order_id=order_id,
            uphold=data["decision"] == "uphold",
            reason=data["reason"],
        )

    return _answer(request, order_id, ResolveForm(request.POST), "resolve", act, _("Decided. Both sides are told."))


def _order(request: HttpRequest, order_id: UUID) -> Order:
    demand(request.user, Permission.TERRITORY_VIEW)
    order = order_for(request.user, order_id)
    if not may(request.user, Permission.TERRITORY_VIEW, region_code=order.village_code):
        raise NotFound  # visible to the reader in another part, on other pages
    return order


def _answer(
    request: HttpRequest,
    order_id: UUID,
    form: Any,
    name: str,
    act: Callable[[dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    village = _order(request, order_id).village_code
    needed = Permission.VOLUNTEER_VERIFY if name == "resolve" else Permission.ORDER_FOR_ANYONE
    demand(request.user, needed)
    demand(request.user, needed, region_code=village)  # before anything is said about what was filled in
    status = 422
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            if not _is_due(request, order_id, name):
                raise  # settled by somebody else meanwhile: there is no form to say it at
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, said)
            response = redirect("territory:order", order_id)
            response.status_code = 303
            return response
    return _show(request, _order(request, order_id), filled=form, name=f"{name}_form", status=status)


def _is_due(request: HttpRequest, order_id: UUID, name: str) -> bool:
    order = _order(request, order_id)
    return _forms(order, powers(request.user, order.village_code))[f"{name}_form"] is not None


def _show(request: HttpRequest, order: Order, *, status: int = 200, name: str = "", filled: Any = None) -> HttpResponse:
    """The page; in place of the untouched form ``name`` the ``filled`` one, if that answer is still due."""
    can = powers(request.user, order.village_code)
    forms = _forms(order, can)
    if forms.get(name) is not None:
        forms[name] = filled
    elder = order.elder.person
    near = can.act and lives_near(request.user, order)
    if near:
        reveal_person(
            by=request.user, at=timezone.now(), person=elder, purpose="territory", reference=f"order:{order.id}"
        )
    context = {
        "order": order,
        "can": can,
        "near": near,
        "elder": elder,
        "age": elder.age_on(timezone.localdate()),
        "home": way_text(path(elder.home_id)),
        "lasts": int((order.ends_at - order.starts_at) / timedelta(minutes=1)),
        "seats": [(seat, _phone(request, order, seat.person, can, seat.status)) for seat in seated(order)],
        "free": order.seats - len(seated(order)),
        "course": course_of(order, timeline([order.id])),
        "status_words": order.get_status_display(),
        "no_shows": no_shows_of(order),
        "has_case": (can.act or can.decide) and has_case(order),
        "may_ask": can.act and order.status == OrderStatus.OPEN and order.starts_at > timezone.now(),
        **forms,
    }
    return render(request, "territory/order.html", context, status=status)


def _forms(order: Order, can: Powers) -> dict[str, Any]:
    """An empty form for each answer that is due and that the reader may give."""
    missable = _named(_due_seats(order))
    served, disputed = order.status == OrderStatus.SERVED, order.status == OrderStatus.DISPUTED
    return {
        "miss_form": MissForm(seats=missable) if missable and can.act else None,
        "confirm_form": ConfirmForm() if served and can.act else None,
        "dispute_form": DisputeForm() if served and can.act else None,
        "resolve_form": ResolveForm() if disputed and can.decide else None,
        "cancel_form": CancelForm() if order.status in CANCELLABLE and can.act else None,
    }


def _due_seats(order: Order) -> list[Assignment]:
    """Seats of those who should have been there by now."""
    if timezone.now() < order.starts_at or order.status not in MISSABLE:
        return []
    return [seat for seat in seated(order) if seat.status == AssignmentStatus.CLAIMED]


def _named(seats: list[Assignment]) -> list[tuple[str, str]]:
    """Each seat with who holds it."""
    return [(str(seat.id), name_text(seat.person.name) if seat.person else str(seat.organisation)) for seat in seats]


def _phone(request: HttpRequest, order: Order, person: Person | None, can: Powers, status: str) -> str:
    """The phone of whoever comes, while it matters; that it was shown is journalled."""
    if person is None or not can.act or status not in ON_THE_WAY:
        return ""
    return reveal_person(
        by=request.user, at=timezone.now(), person=person, purpose="territory", reference=f"order:{order.id}"
    ).phone
