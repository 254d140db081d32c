"""Write down what became of an attempt, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.messaging.actions.plan_deliveries import defer_delivery
from accounts.messaging.enums import Channel, Weight
from accounts.messaging.lifecycle import advance_delivery, wait_after
from accounts.messaging.models import Delivery
from accounts.messaging.queries import phone_of, texts_are_sent

LONGEST_OUTCOME = 40


@dataclass(frozen=True)
class Became:
    """``move`` of the lifecycle, a short code of ours or of the carrier's, and for “hold” until when."""

    move: str
    outcome: str = ""
    until: datetime | None = None


def settle_delivery(*, by: Any = None, at: datetime, delivery: Delivery, became: Became) -> Delivery:
    """Settle it, hold it, or queue the next attempt; after the last one it has failed.

    What matters and did not get through goes the next way: from the screen to a text message, from there to the sheet
    of those who are told by voice.
    """
    move, fields = became.move, {"outcome": became.outcome[:LONGEST_OUTCOME]}
    again = became.until
    if move == "retry":
        wait = wait_after(delivery)
        move, again = ("give_up", None) if wait is None else ("retry", at + wait)
    with transaction.atomic():
        if advance_delivery(delivery, move, at=at, next_try_at=again, **fields):
            if again is not None:
                defer_delivery(delivery)
            if move in ("give_up", "lose") and delivery.weight >= Weight.IMPORTANT:
                _go_on(delivery, at)
    return delivery


def _go_on(delivery: Delivery, at: datetime) -> None:
    user = delivery.recipient
    assert user is not None
    by_text = delivery.channel == Channel.PUSH and texts_are_sent() and bool(phone_of(user))
    channel = Channel.SMS if by_text else Channel.CALL_SHEET
    row, fresh = Delivery.objects.get_or_create(
        event=delivery.event,
        recipient=user,
        person=None,
        channel=channel,
        defaults={
            "weight": delivery.weight,
            "region_code": delivery.region_code,
            "next_try_at": at if by_text else None,
        },
    )
    if fresh and by_text:
        defer_delivery(row)
