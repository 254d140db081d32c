"""Keeping a seat for one person until they answer. For the actions; each checks who asks and holds the order's lock."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.messaging.quiet import held_until
from accounts.people.models import User
from accounts.policies.finding_rules import ASKED_AT_MOST, OFFER_MINUTES
from accounts.policies.news_rules import NEWS_QUIET_FROM, NEWS_QUIET_UNTIL
from accounts.policies.queries import rulebook
from accounts.refusals import Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.seating import OrderNotOpen, overlap_of
from services.orders.enums import SEATED, AskedBy, AssignmentStatus, LineStatus, OrderStatus
from services.orders.lifecycle import advance_line, advance_order
from services.orders.matching import reasons_against
from services.orders.models import Assignment, LinePlace, Order
from services.orders.queries.candidates import candidate_for, task_of
from services.orders.queries.fitting import being_asked_now, fitting, had_their_turn

LEAST = timedelta(minutes=10)  # to read it and say yes
BREAKFAST = timedelta(hours=1)


class TooLateToAsk(Refusal):
    code = "too_late_to_ask"
    sentence = _("It begins too soon to wait for an answer. Ring instead, or leave it to the board.")


class NobodyToAnswer(Refusal):
    code = "nobody_to_answer"
    sentence = _("This person has no login to answer by. Ring them instead.")


def answer_until(order: Order, *, at: datetime) -> datetime | None:
    """Until when a seat is kept; None when it begins too soon.

    So many minutes as the place has it, quiet hours not counted, and never beyond half the time that is left.
    """
    book = rulebook(region_code=order.village_code, on=timezone.localdate(at))
    until = _awake(
        at,
        timedelta(minutes=book[OFFER_MINUTES].value),
        time(book[NEWS_QUIET_FROM].value),
        time(book[NEWS_QUIET_UNTIL].value),
    )
    until = min(
        until, _half_way(order.starts_at, at, time(book[NEWS_QUIET_FROM].value), time(book[NEWS_QUIET_UNTIL].value))
    )
    return until if until >= at + LEAST else None


def _half_way(starts_at: datetime, at: datetime, quiet_from: time, quiet_until: time) -> datetime:
    """Half the time that is left; where that falls into the night, an hour of the morning if it comes in time."""
    half = at + (starts_at - at) / 2
    morning = held_until(half, quiet_from=quiet_from, quiet_until=quiet_until)
    return half if morning is None else max(half, min(morning + BREAKFAST, starts_at - BREAKFAST))


def _awake(at: datetime, patience: timedelta, quiet_from: time, quiet_until: time) -> datetime:
    start = held_until(at, quiet_from=quiet_from, quiet_until=quiet_until) or at
    local = timezone.localtime(start)
    night = local.replace(hour=quiet_from.hour, minute=0, second=0, microsecond=0)
    if quiet_from == quiet_until or night <= local or start + patience <= night:
        return start + patience
    morning = held_until(night, quiet_from=quiet_from, quiet_until=quiet_until) or night
    return morning + (start + patience - night)


def offer_free_seat(
    order: Order, *, person_id: UUID, asked_by: AskedBy, by: Any, at: datetime, points: int | None = None
) -> Assignment:
    """Keep the lowest free seat of a locked order for one person; the last one takes it off the board.

    Raises TooLateToAsk, NobodyToAnswer, OrderNotOpen without a free seat, NotEligible when they have one already.
    """
    until = answer_until(order, at=at)
    if until is None:
        raise TooLateToAsk
    login = User.objects.filter(person=person_id, is_active=True).order_by("id").first()
    if login is None:
        raise NobodyToAnswer
    taken = set(Assignment.objects.filter(order=order, status__in=SEATED).values_list("seat", flat=True))
    free = [number for number in range(1, order.seats + 1) if number not in taken]
    if not free:
        raise OrderNotOpen
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                order=order,
                seat=free[0],
                status=AssignmentStatus.OFFERED,
                person_id=person_id,
                claimed_by=login,
                claimed_at=at,
                asked_by=asked_by,
                offered_until=until,
                planned=DateTimeTZRange(order.starts_at, order.ends_at),
            )
    except IntegrityError as error:
        raise overlap_of(error) from error
    if len(free) == 1 and order.status == OrderStatus.OPEN:
        advance_order(order, "fill")
    emit_order(order, "offered", at=at, by=by, assignment=str(assignment.id), asked_by=asked_by, points=points)
    return assignment


def pass_seat_on(order: Order, *, at: datetime, asked_by: str = "") -> Assignment | None:
    """A seat of a locked order has come free: ask the first in line who can; else the next best; else the board again.

    The next best is asked only where somebody was being asked (``asked_by``), and only so many one after another.
    The order stands open while this runs; an offer of its last seat takes it off the board again. Nothing happens once
    the service runs. Returns the offer, if one was made.
    """
    if order.status != OrderStatus.OPEN:
        return None
    offer = _first_in_line(order, at) if answer_until(order, at=at) is not None else None
    if offer is None and asked_by and asked_by != AskedBy.LINE:
        offer = ask_next_best(order, asked_by=AskedBy(asked_by), at=at)
    return offer


def _has_room(order: Order) -> bool:
    return Assignment.objects.filter(order=order, status__in=SEATED).count() < order.seats


def _first_in_line(order: Order, at: datetime) -> Assignment | None:
    """Ask the first in line who may still come; those who cannot any more are passed over and keep nobody waiting."""
    line = LinePlace.objects.select_for_update(of=("self",)).filter(order=order, status=LineStatus.WAITING)
    task = task_of(order)
    for place in line.order_by("id"):
        against = reasons_against(candidate_for(place.person_id, at=at), task)
        try:
            if against:
                raise OrderNotOpen
            offer = offer_free_seat(order, person_id=place.person_id, asked_by=AskedBy.LINE, by=None, at=at)
        except Refusal:
            advance_line(place, "pass", ended_at=at)
            continue
        advance_line(place, "offer")
        return offer
    return None


def ask_next_best(order: Order, *, asked_by: AskedBy, at: datetime) -> Assignment | None:
    """Ask whoever fits best and was not asked before; None when too many were, it begins too soon, or nobody fits."""
    most = rulebook(region_code=order.village_code, on=timezone.localdate(at))[ASKED_AT_MOST].value
    asked = Assignment.objects.filter(order=order).exclude(asked_by__in=["", AskedBy.LINE]).count()
    if asked >= most or answer_until(order, at=at) is None or not _has_room(order):
        return None
    for person, its in fitting(order, at=at, limit=1, without=had_their_turn(order.id) | being_asked_now(at)):
        return offer_free_seat(order, person_id=person.id, asked_by=asked_by, by=None, at=at, points=its.points)
    return None


def still_against(order: Order, person_id: UUID, *, at: datetime) -> list[Any]:
    """Why the person cannot take the seat that is kept for them; the offer itself is no reason."""
    candidate = candidate_for(person_id, at=at)
    return reasons_against(replace(candidate, orders=candidate.orders - {order.id}), task_of(order))
