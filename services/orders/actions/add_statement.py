"""One side adds to a dispute: words, and a picture if there is one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.photos.actions.add_photograph import add_photograph
from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import ContestStatus, OrderStatus, Side
from services.orders.lifecycle import StateChanged
from services.orders.models import DisputeStatement, Order
from services.orders.queries.disputes import contest_of, side_of

MOST = 6  # of one side


class SaySomething(Invalid):
    code = "say_something"
    sentence = _("Say in a few words how it was.")


class SaidEnough(Refusal):
    code = "said_enough"
    sentence = _("Your side has said a good deal. Somebody reads it and decides.")


def add_statement(*, by: Any, at: datetime, order_id: UUID, words: str, photo: bytes | None = None) -> DisputeStatement:
    """Add to a dispute that nobody has decided. For both sides and the staff of the place.

    Raises NotFound, SaySomething, SaidEnough, StateChanged once decided, NotAPicture and its kin.
    """
    if not words.strip():
        raise SaySomething(field="words")
    with transaction.atomic():
        order = lock_order(order_id)
        side = side_of(by, order)
        if side is None:
            raise NotFound
        contest = contest_of(order)
        if order.status != OrderStatus.DISPUTED and (contest is None or contest.status != ContestStatus.RAISED):
            raise StateChanged(status=order.get_status_display())
        if DisputeStatement.objects.filter(order=order, side=side).count() >= MOST:
            raise SaidEnough
        kept = None
        if photo:
            kept = add_photograph(
                by=by, at=at, sent=photo, region_code=order.village_code, about_elder=order.elder_id, field="photo"
            )
        said = write_statement(order, side=side, words=words, by=by, at=at, photograph=kept)
        emit_order(order, "evidence_added", at=at, by=by, side=side)
    return said


def write_statement(
    order: Order, *, side: Side, words: str, by: Any, at: datetime, photograph: Any = None
) -> DisputeStatement:
    """Write down what one side says."""
    return DisputeStatement.objects.create(
        order=order,
        elder_id=order.elder_id,
        side=side,
        words=words.strip()[:1000],
        photograph=photograph,
        said_by=by,
        said_at=at,
    )
