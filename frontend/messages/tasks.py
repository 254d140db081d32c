"""The job of one delivery: take it up, ask whether it is still true, carry it, write down what came of it."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.messaging.actions.plan_deliveries import SEND_TASK
from accounts.messaging.actions.settle_delivery import Became, settle_delivery
from accounts.messaging.actions.take_delivery import take_delivery
from accounts.messaging.queries import superseded, to_be_said
from frontend.messages.carrying import carry
from frontend.shell.truth import still_true

MOST_CLEARED = 2000


@app.periodic(cron="*/10 * * * *")
@app.task(name="frontend.messages.clear_sheet", queueing_lock="frontend.messages.clear_sheet", pass_context=False)
def clear_sheet(timestamp: int) -> None:
    """Every ten minutes: what nobody need be told by voice any more leaves the sheet."""
    now = timezone.now()
    for row in to_be_said([""])[:MOST_CLEARED]:
        if not still_true(row.event):
            settle_delivery(at=now, delivery=row, became=Became("find_untrue", "no_longer_true"))
        elif superseded(row):
            settle_delivery(at=now, delivery=row, became=Became("find_untrue", "newer_news"))


@app.task(name=SEND_TASK, pass_context=False)
def send_delivery(delivery: str) -> None:
    """At-least-once: when the worker dies between carrying and writing down, the message may come twice."""
    taken = take_delivery(at=timezone.now(), delivery_id=UUID(delivery))
    if taken is not None:
        became = carry(taken, at=timezone.now())
        settle_delivery(at=timezone.now(), delivery=taken, became=became)
