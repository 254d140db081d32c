"""One order, live: how far it is, who comes, what to say at the door, and in the end whether it was done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.journal.queries import timeline
from accounts.people.models import Person
from frontend.helper.acting import Acting, order_of_elder
from frontend.helper.answer_forms import ConfirmForm
from frontend.helper.booking import Booking, booking_of
from frontend.helper.course import course_of
from frontend.helper.finding import finding_somebody
from services.houses.queries.handovers import open_to_objection
from services.orders.enums import PROMISED, AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from services.orders.queries.rows import seated
from services.places.queries import clinic_of
from timebank.ledger.queries import account_of, entries_about

AT_THE_DOOR = (OrderStatus.OPEN, OrderStatus.CLAIMED)
ON_THE_WAY = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)


@dataclass(frozen=True)
class Comer:
    """Somebody who holds a seat; the person is shown, and the look journalled, only from here."""

    assignment: Assignment
    person: Person | None
    phone: str


@login_required
@never_cache
@require_safe
def show_order(request: HttpRequest, id: UUID) -> HttpResponse:
    """The order's page; for htmx the part that changes, or 204 when nothing did since ``mark``."""
    order, acting = order_of_elder(request.user, id)
    events = list(timeline([order.id]))
    missable = missable_seats(order)
    mark = f"{events[-1].sequence if events else 0}-{len(missable)}"
    htmx = bool(request.headers.get("HX-Request"))
    if htmx and request.GET.get("mark") == mark:
        return HttpResponse(status=204)
    context = {
        **basics(order, acting),
        "mark": mark,
        "comers": _comers(order, request.user),
        "course": course_of(order, events, reader=request.user),
        "says_code": order.status in AT_THE_DOOR
        and acting.mandate is not None
        and (acting.may_order or acting.may_confirm),
        "cancellable": order.status in AT_THE_DOOR and acting.may_order,
        "missable": missable if acting.may_confirm else [],
        "form": ConfirmForm() if order.status == OrderStatus.SERVED and acting.may_confirm else None,
        "handed": open_to_objection(order.id, at=timezone.now()) if acting.may_order else [],
        "clinic": clinic_of(acting.elder.person, on=acting.today),
        **_booked(order, acting),
        **finding_somebody(order, acting, request.user),
    }
    return render(request, "helper/order_now.html" if htmx else "helper/order.html", context)


def basics(order: Order, acting: Acting) -> dict[str, Any]:
    """What every page about an order shows."""
    return {
        "order": order,
        "acting": acting,
        "elder": acting.elder,
        "person": acting.elder.person,
        "what": what(order),
        "again": again_address(order),
        "regularly": again_address(order, page="helper:repeat_new"),
        "booking": _booking(order, acting),
    }


def what(order: Order) -> str:
    """``送午饭，代取药``."""
    return _(", ").join(line.label for line in order.lines.all())


def _booking(order: Order, acting: Acting) -> Booking | None:
    if order.status != OrderStatus.SERVED or not acting.may_confirm:
        return None
    account = account_of(acting.elder.person_id)
    return booking_of(order, available=account.available if account is not None else 0)


def missable_seats(order: Order) -> list[Assignment]:
    """Seats of people who should have been there by now."""
    if timezone.now() < order.starts_at or order.status not in (*AT_THE_DOOR, OrderStatus.IN_SERVICE):
        return []
    return [seat for seat in seated(order) if seat.status == AssignmentStatus.CLAIMED and seat.person_id]


def again_address(order: Order, *, page: str = "helper:when") -> str:
    """The page that orders the same once more."""
    lines = list(order.lines.all())
    wanted = [("item", str(line.version.item_id)) for line in lines]
    wanted += [(f"n-{line.version.item_id}", str(line.quantity)) for line in lines if line.quantity > 1]
    return f"{reverse(page, args=[order.elder_id])}?{urlencode(wanted)}"


def _comers(order: Order, user: Any) -> list[Comer]:
    now = timezone.now()
    found = []
    for seat in seated(order):
        if seat.status not in PROMISED:
            continue  # whoever was only asked has not said that the family may know
        person, phone = seat.person, ""
        if person is not None:
            reveal_person(by=user, at=now, person=person, purpose="who_comes", reference=f"order:{order.id}")
            phone = person.phone if seat.status in ON_THE_WAY else ""
        elif seat.organisation is not None:
            phone = seat.organisation.phone
        found.append(Comer(seat, person, phone))
    return found


def _booked(order: Order, acting: Acting) -> dict[str, Any]:
    """What stands in the books about a confirmed order: lines of the elder's passbook, and what is there now."""
    if order.status != OrderStatus.CONFIRMED:
        return {}
    seats = [seat.id for seat in seated(order)]
    return {
        "entries": list(entries_about(seats, acting.elder.person_id)),
        "account": account_of(acting.elder.person_id),
    }
