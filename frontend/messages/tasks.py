"""The job of one delivery: take it up, ask whether it is still true, carry it, write down what came of it."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.messaging.actions.plan_deliveries import SEND_TASK
from accounts.messaging.actions.settle_delivery import settle_delivery
from accounts.messaging.actions.take_delivery import take_delivery
from frontend.messages.carrying import carry


@app.task(name=SEND_TASK, pass_context=False)
def send_delivery(delivery: str) -> None:
    """At-least-once: when the worker dies between carrying and writing down, the message may come twice."""
    taken = take_delivery(at=timezone.now(), delivery_id=UUID(delivery))
    if taken is not None:
        became = carry(taken, at=timezone.now())
        settle_delivery(at=timezone.now(), delivery=taken, became=became)
