"""What the task page shows in each of its states."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.queries import call_name
from accounts.people.enums import CredentialKind, Gender
from accounts.people.models import Person
from accounts.people.queries import place_of
from accounts.policies.queries import applied
from accounts.policies.rules import LATE_WITHDRAWAL
from frontend.shell.wording import distance_text, local_day, moment_text, place_text, time_text
from frontend.volunteer.asked import line_words, offer_context
from frontend.volunteer.forms import AnswerForm, CardForm, CodeForm, WithdrawForm
from frontend.volunteer.wording import (
    clock_text,
    plain_date,
    reason_text,
    seat_minutes,
    short_date,
    soon_text,
    takes_minutes,
    tell,
)
from services.orders.actions.check_in import is_early
from services.orders.actions.offering import still_against
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.matching import UNPAID, Candidate, reasons_against
from services.orders.models import Assignment, Order
from services.orders.queries.asked import may_wait
from services.orders.queries.board import BoardFilter, rough_distance_m
from services.orders.queries.board_pages import board_page, similar_open
from services.orders.queries.candidates import candidate_for, task_of
from services.orders.queries.disputes import contest_of, no_show_of
from services.orders.queries.fitting import ranked_for
from services.orders.queries.rows import public_order
from timebank.ledger.queries import entries_of

AT_THE_DOOR = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)  # only now the house is shown
ENDED = (AssignmentStatus.WITHDRAWN, AssignmentStatus.NO_SHOW, AssignmentStatus.DECLINED)
INSTEAD, LOOKED_AT = 2, 10


def open_page(order: Order, *, person: Person, at: datetime) -> dict[str, Any]:
    """Before the claim: public facts, what it takes, and why not when not."""
    candidate = candidate_for(person.id, at=at)
    against = reasons_against(candidate, task_of(order))
    open_now = order.status == OrderStatus.OPEN
    context = _facts(order, person, at) | {
        "state": "open" if open_now and not against else "refused",
        "needs": _needs(order),
        "reason": reason_text(against[0], order, candidate) if against else "",
    }
    if UNPAID.intersection(against):
        context["minutes"] = 0
    if not open_now and not against:
        context["reason"] = _("Somebody has just taken this one.")
    if context["state"] == "refused":
        context["instead"] = _similar(order, candidate, person, at)
    return context


def seat_page(seat: Assignment, *, by: Any, at: datetime) -> dict[str, Any]:
    """After the claim. The reveal is journalled, and only while somebody is to go there."""
    order = seat.order
    context = _facts(order, seat.person, at) | {
        "state": _state(seat, order),
        "seat": seat,
        "status": seat.status,
        "steps": _steps(seat, order, at),
    }
    if seat.status in AT_THE_DOOR:
        elder = reveal_person(by=by, at=at, person=order.elder.person, purpose="order", reference=f"order:{order.id}")
        notes = list(order.elder.care_notes.order_by("written_at"))
        context |= {
            "door": elder,
            "age": elder.age_on(timezone.localdate(at)),
            "note": order.note,
            "care_notes": notes,
            "noted_on": plain_date(local_day(notes[-1].written_at)) if notes else "",
        }
    if seat.status == AssignmentStatus.CLAIMED:
        context |= {
            "code_form": CodeForm(),
            "card_form": CardForm(),
            "withdraw_form": WithdrawForm(),
            "early": moment_text(order.starts_at, lower=True) if is_early(order, at) else "",
            **_withdrawal(order, at),
        }
    if seat.checked_in_at and seat.status == AssignmentStatus.CHECKED_IN:
        seconds = max(0, int((at - seat.checked_in_at).total_seconds()))
        context |= {"seconds": seconds, "running": seconds // 60, "since": clock_text(seat.checked_in_at, at)}
    if seat.status == AssignmentStatus.CONFIRMED and seat.minutes_credited and seat.person_id:
        context["contested"] = contest_of(order) is not None
        context["entry"] = entries_of(seat.person_id).filter(transfer__reference_id=seat.id).first()
    return context


def offer_page(seat: Assignment, *, person: Person, at: datetime) -> dict[str, Any]:
    """Asked to come: what the board shows, who asks and why, and until when the place is kept."""
    candidate = candidate_for(person.id, at=at)
    against = still_against(seat.order, person.id, at=at)
    context = (
        _facts(seat.order, person, at)
        | offer_context(seat, person, at)
        | {
            "state": "offered",
            "status": seat.status,
            "needs": _needs(seat.order),
            "reason": reason_text(against[0], seat.order, candidate) if against else "",
        }
    )
    if not context["until"]:
        context |= {"state": "ended", "ended": _("The time to answer is over, no harm done.")}
    return context


def line_page(order: Order, before: int, *, person: Person, at: datetime) -> dict[str, Any]:
    """Full, and one stands in line."""
    return _facts(order, person, at) | {"state": "lined", "in_line": line_words(before), "needs": _needs(order)}


def ended_page(seat: Assignment, *, at: datetime) -> dict[str, Any]:
    """A seat that ended before the work: called off, given back, or marked as missed."""
    words = {
        OrderStatus.CANCELLED: _("This task was called off. You need not go."),
        OrderStatus.EXPIRED: _("The time for this task is over."),
    }
    mine = {
        AssignmentStatus.NO_SHOW: _("It was noted that you did not come."),
        AssignmentStatus.WITHDRAWN: _("You gave this task back."),
        AssignmentStatus.DECLINED: _("You were asked and did not come this time. That is fine."),
    }
    text = words.get(OrderStatus(seat.order.status)) or mine.get(AssignmentStatus(seat.status), "")
    return _facts(seat.order, seat.person, at) | {
        "state": "ended",
        "status": seat.status,
        "ended": text,
        "missed": no_show_of(seat.id),
        "answer_form": AnswerForm(),
    }


def gone_page(person: Person, *, at: datetime) -> dict[str, Any]:
    """Nothing is said of the task, not even that it exists; two open ones near home instead."""
    candidate = candidate_for(person.id, at=at)
    near = board_page(BoardFilter(region_code=person.home_id[:9]), limit=INSTEAD, only_for=candidate)
    return {"instead": tell(near.orders, candidate=candidate, centre=_centre(person), at=at)}


def similar_to(order_id: UUID, person: Person, *, at: datetime) -> dict[str, Any]:
    """For a refused claim: two others the person can take, and the line. Raises NotFound for an unknown order."""
    candidate, order = candidate_for(person.id, at=at), public_order(order_id)
    waiting = may_wait(order, candidate, at=at)
    return {
        "instead": _similar(order, candidate, person, at),
        "order": order,
        "may_wait": waiting is not None,
        "waiting": waiting or 0,
    }


def _similar(order: Order, candidate: Candidate, person: Person, at: datetime) -> Any:
    """Of those much like it the ones that fit best; the same kind of service goes first."""
    alike = similar_open(order, candidate, limit=LOOKED_AT)
    ranked = [other for other, _its in ranked_for(person, candidate, alike, at=at)]
    best = sorted(ranked, key=lambda other: other.category_id != order.category_id)[:INSTEAD]
    return tell(best, candidate=candidate, centre=_centre(person), at=at)


def _centre(person: Person | None) -> tuple[float, float] | None:
    latitude, longitude = place_of(person) if person is not None else (None, None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _facts(order: Order, person: Person | None, at: datetime) -> dict[str, Any]:
    """What everybody on the board may know."""
    elder = order.elder.person
    return {
        "order": order,
        "lines": list(order.lines.all()),
        "called": call_name(elder),
        "age": elder.age_on(timezone.localdate(at)),
        "is_man": elder.gender == Gender.MALE,
        "village": place_text(elder.home.name),
        "far": distance_text(rough_distance_m(order, _centre(person))),
        "soon": soon_text(order.starts_at, at),
        "takes": takes_minutes(order),
        "minutes": seat_minutes(order),
        "places": order.seats,
    }


def _state(seat: Assignment, order: Order) -> str:
    """Which part of the page speaks."""
    if seat.status == AssignmentStatus.CHECKED_OUT:
        aside = {OrderStatus.DISPUTED: "disputed", OrderStatus.VOIDED: "voided"}
        return aside.get(OrderStatus(order.status), "waiting")
    return {"CLAIMED": "claimed", "CHECKED_IN": "running", "CONFIRMED": "booked"}.get(seat.status, "claimed")


def _needs(order: Order) -> str:
    needs = []
    if order.credential_wanted:
        needs.append(str(CredentialKind(order.credential_wanted).label))
    if order.gender_wanted:
        needs.append(_("a man") if order.gender_wanted == Gender.MALE else _("a woman"))
    if not order.volunteers_may:
        needs.append(_("an organisation with trained staff"))
    return _(", ").join(needs)


def _withdrawal(order: Order, at: datetime) -> dict[str, Any]:
    """Until when one may give it back without a note, by the rule that holds there."""
    rule = applied(LATE_WITHDRAWAL, region_code=order.village_code, on=timezone.localdate(at))
    until = order.starts_at - timedelta(minutes=rule.value)
    return {"free_until": clock_text(until, at), "is_late": at > until}


def _steps(seat: Assignment, order: Order, at: datetime) -> list[dict[str, Any]]:
    """The way of this task, what is done and what comes."""
    done = seat.status == AssignmentStatus.CONFIRMED
    today = timezone.localdate(at)
    came, left = seat.checked_in_at, seat.checked_out_at
    rows = [
        (order.created_at, "s-open", _("It was ordered"), True),
        (seat.claimed_at, "s-claimed", _("You took it"), True),
        (
            came or order.starts_at,
            "s-inservice",
            _("Checked in at the door") if came else _("Check in at the door, the time begins"),
            bool(came),
        ),
        (
            left or order.ends_at,
            "s-served",
            _("Checked out") if left else _("Check out when you are done"),
            bool(left),
        ),
        (
            order.closed_at if done else None,
            "s-confirmed",
            _("The family said it was done") if done else _("The family says it was done, it is booked"),
            done,
        ),
    ]
    return [
        {"when": _short(when, today) if when else "", "icon": icon, "text": text, "mood": "" if past else "next"}
        for when, icon, text, past in rows
    ]


def _short(when: datetime, today: Any) -> str:
    """The hour, with the day in front of it when that is another."""
    day = local_day(when)
    return time_text(when) if day == today else f"{short_date(day)} {time_text(when)}"
