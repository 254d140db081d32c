"""A call-back finds that the elder meant something else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import said
from accounts.refusals import Refusal
from services.houses.models import RatingChange
from services.orders.actions.confirm_order import BadRating
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import AssignmentStatus


class NotRated(Refusal):
    code = "not_rated"
    sentence = _("Nobody has said yet how this was.")


class OwnRating(Refusal):
    code = "own_rating"
    sentence = _("Somebody else rings about one's own work.")


def correct_rating(*, by: Any, at: datetime, order_id: UUID, rating: int, words: str) -> RatingChange | None:
    """Put the rating of an order right, with what the elder said on the telephone; the one before stays to be read.

    By those of the territory who answer for elders, never by whoever served. The same rating again: None. Raises
    NotAllowed, NotFound, BadRating, NotRated, OwnRating, ReasonMissing.
    """
    demand(by, Permission.ORDER_FOR_ANYONE)
    if not 1 <= rating <= 5:
        raise BadRating(field="rating")
    with transaction.atomic():
        order = lock_order(order_id)
        demand(by, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
        if order.rating is None:
            raise NotRated
        done = (AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED)
        if order.assignments.filter(person=by.person_id, person__isnull=False, status__in=done).exists():
            raise OwnRating
        if order.rating == rating:
            return None
        change = RatingChange.objects.create(
            order=order, before=order.rating, after=rating, words=said(words), by=by, at=at
        )
        order.rating = rating
        order.save(update_fields=["rating"])
        emit_order(order, "rating_corrected", at=at, by=by, before=change.before, rating=rating)
    return change
