"""The elder's side objects after the minutes were booked."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.policies.finding_rules import CONTEST_DAYS
from accounts.policies.queries import applied
from accounts.refusals import Refusal
from services.orders.actions.add_statement import write_statement
from services.orders.actions.confirm_order import OwnWork
from services.orders.actions.dispute_order import ReasonMissing
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import OrderStatus, Side
from services.orders.lifecycle import StateChanged
from services.orders.models import Contest
from services.orders.queries.disputes import serves_in


class ContestedAlready(Refusal):
    code = "contested_already"
    sentence = _("Somebody has objected to this one already.")


class TooLateToContest(Refusal):
    code = "too_late_to_contest"
    sentence = _("It was booked more than %(days)s days ago. Talk to the township: it can still put a record right.")


def contest_order(*, by: Any, at: datetime, order_id: UUID, reason: str) -> Contest:
    """Object to a booked order; nothing moves until one official found it right and a second one agreed.

    For the elder's side, and the village in their name. Raises NotFound, OwnWork, ReasonMissing, StateChanged,
    TooLateToContest, ContestedAlready.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        order = lock_order(order_id)
        elder_for(by, order.elder_id, power=Power.CONFIRM, on=timezone.localdate(at))
        if serves_in(by, order):
            raise OwnWork
        if order.status != OrderStatus.CONFIRMED or order.closed_at is None:
            raise StateChanged(status=order.get_status_display())
        days = applied(CONTEST_DAYS, region_code=order.village_code, on=timezone.localdate(at)).value
        if at > order.closed_at + timedelta(days=days):
            raise TooLateToContest(days=days)
        words = reason.strip()[:300]
        try:
            with transaction.atomic():
                contest = Contest.objects.create(
                    order=order, elder_id=order.elder_id, words=words, raised_by=by, raised_at=at
                )
        except IntegrityError as error:
            raise ContestedAlready from error
        write_statement(order, side=Side.ELDER, words=words, by=by, at=at)
        emit_order(order, "contested", at=at, by=by, words=words)
    return contest
