"""One order of the organisation: where to, who goes, how far it is."""

from dataclasses import dataclass
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
from accounts.journal.queries import timeline
from accounts.people.models import Person
from accounts.refusals import NotFound
from accounts.regions.queries import path
from frontend.organisation.managed import seat_organisations
from frontend.organisation.rows import bucket_of, title
from frontend.organisation.team import Choice, team_for
from frontend.shell.course import course_of
from frontend.shell.wording import name_text, way_text
from services.orders.actions.assign_member import NotAMember, assign_member
from services.orders.actions.seating import NotEligible
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment, Order
from services.orders.queries.organisation_side import held_order
from services.orders.queries.rows import seated

AHEAD = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)


@dataclass(frozen=True)
class Place:
    """A seat of the organisation: who goes, and whom else one could send."""

    seat: Assignment
    person: Person | None
    phone: str
    bucket: Any
    choices: list[Choice]
    proofs: list[str]

    @property
    def able(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.can]

    @property
    def unable(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.can]


@login_required
@never_cache
@require_safe
def show_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The order, for the organisation that holds a seat in it; nobody else's order exists here."""
    return _show(request, order_id)


@login_required
@never_cache
@require_POST
def assign(request: HttpRequest, order_id: UUID, seat_id: UUID) -> HttpResponse:
    """Name the member who goes, or another one."""
    seat = _seat(request, _held(request, order_id), seat_id)
    try:
        person_id = UUID(request.POST.get("person", ""))
    except ValueError:
        return _show(request, order_id, fault=_("Choose who goes."), at_seat=seat_id, status=422)
    try:
        assign_member(by=request.user, at=timezone.now(), assignment_id=seat.id, person_id=person_id)
    except (NotEligible, NotAMember) as refusal:
        return _show(request, order_id, fault=str(refusal), at_seat=seat_id, status=refusal.status)
    who = Person.objects.get(id=person_id)
    messages.success(request, _("%(who)s goes. The family can see it now.") % {"who": name_text(who.name)})
    return _see_other(request, order_id)


@login_required
@never_cache
def withdraw(request: HttpRequest, order_id: UUID, seat_id: UUID) -> HttpResponse:
    """Ask once more on a page of its own, then give the place back. A second time changes nothing."""
    order = _held(request, order_id, even_gone=True)
    seat = _seat(request, order, seat_id)
    if request.method == "POST":
        if seat.status != AssignmentStatus.WITHDRAWN:
            reason = request.POST.get("reason", "").replace("\x00", "")
            withdraw_claim(by=request.user, at=timezone.now(), assignment_id=seat.id, reason=reason)
        messages.success(request, _("Given back. Others can take it now."))
        response = redirect("organisation:day")
        response.status_code = 303
        return response
    if seat.status != AssignmentStatus.CLAIMED:
        return redirect("organisation:order", order_id)
    return render(request, "organisation/withdraw.html", {"order": order, "seat": seat, "heading": title(order)})


def _held(request: HttpRequest, order_id: UUID, *, even_gone: bool = False) -> Order:
    return held_order(order_id, seat_organisations(request), even_gone=even_gone)


def _seat(request: HttpRequest, order: Order, seat_id: UUID) -> Assignment:
    seat = next((seat for seat in order.assignments.all() if seat.id == seat_id), None)
    if seat is None or seat.organisation_id not in seat_organisations(request):
        raise NotFound
    return seat


def _see_other(request: HttpRequest, order_id: UUID) -> HttpResponse:
    response = redirect("organisation:order", order_id)
    response.status_code = 303
    return response


def _show(
    request: HttpRequest, order_id: UUID, *, fault: str = "", at_seat: UUID | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    organisations = seat_organisations(request)
    order = held_order(order_id, organisations)
    seats = [seat for seat in seated(order) if seat.organisation_id in organisations]
    ahead = any(seat.status in AHEAD for seat in seats)
    elder = reveal_person(
        by=request.user, at=now, person=order.elder.person, purpose="dispatch", reference=f"order:{order.id}"
    )
    context = {
        "order": order,
        "title": title(order),
        "elder": elder,
        "age": elder.age_on(timezone.localdate(now)),
        "home": way_text(path(elder.home_id)),
        "ahead": ahead,
        "notes": list(order.elder.care_notes.order_by("written_at")) if ahead else [],
        "places": [_place(request, order, seat, now=now) for seat in seats],
        "others": [seat for seat in seated(order) if seat not in seats],
        "lasts": int((order.ends_at - order.starts_at) / timedelta(minutes=1)),
        "course": course_of(order, timeline([order.id])),
        "fault": fault,
        "fault_seat": at_seat,
    }
    return render(request, "organisation/order.html", context, status=status)


def _place(request: HttpRequest, order: Order, seat: Assignment, *, now: Any) -> Place:
    person, phone = seat.person, ""
    if person is not None and seat.status in AHEAD:
        phone = reveal_person(
            by=request.user, at=now, person=person, purpose="dispatch", reference=f"order:{order.id}"
        ).phone
    return Place(
        seat=seat,
        person=person,
        phone=phone,
        bucket=bucket_of(order, seat, at=now),
        choices=team_for(order, seat, at=now) if seat.status == AssignmentStatus.CLAIMED else [],
        proofs=[str(proof.get_kind_display()) for proof in seat.evidence.all()],
    )
