"""Somebody dropped out: who is asked, who is called, and who must ring round. For the actions that free a seat."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.policies.finding_rules import RING_WITHIN, STAND_INS
from accounts.policies.queries import rulebook
from services.orders.actions.events import emit_order
from services.orders.actions.offering import pass_seat_on
from services.orders.enums import OrderStatus
from services.orders.models import Assignment, Order, StandInCall
from services.orders.queries.fitting import fitting, had_their_turn


def replace_somebody(order: Order, gone: Assignment, *, at: datetime, by: Any) -> None:
    """Find another for the seat ``gone`` of a locked order: the waiting line first, else a call to those who fit best.

    The call keeps no seat: whoever says yes first has it, as always on the board. When it begins soon the village is
    told as well, so that somebody rings round. Once it is over, or runs with others, nothing is done.
    """
    if pass_seat_on(order, at=at) is not None or order.status != OrderStatus.OPEN or at >= order.ends_at:
        return
    book = rulebook(region_code=order.village_code, on=timezone.localdate(at))
    best = fitting(order, at=at, limit=book[STAND_INS].value, without=had_their_turn(order.id))
    StandInCall.objects.bulk_create(
        StandInCall(order=order, instead_of=gone, person=person, rank=rank, points=its.points, called_at=at)
        for rank, (person, its) in enumerate(best, start=1)
    )
    if best:
        emit_order(order, "stand_in_wanted", at=at, by=by, assignment=str(gone.id), called=len(best))
    if at > order.starts_at - timedelta(hours=book[RING_WITHIN].value):
        emit_order(order, "wanted_now" if gone.ended_late else "ring_round", at=at, by=by, assignment=str(gone.id))
