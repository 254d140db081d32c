"""Write down what became of an attempt, and what follows from it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.connections.actions.pause_webhook import pause
from accounts.connections.actions.plan_calls import defer_call
from accounts.connections.lifecycle import advance_call, wait_after
from accounts.connections.models import Webhook, WebhookCall

LONGEST_OUTCOME = 40


def settle_call(
    *, by: Any = None, at: datetime, call: WebhookCall, received: bool, outcome: str, gone: bool = False
) -> WebhookCall:
    """Received, or another attempt later; after the last one it has failed and the webhook pauses.

    ``gone``: the program says that it takes none any more (410): the webhook pauses at once, the call waits. Its owners
    are told, so that three days of silence are nobody's surprise.
    """
    fields = {"outcome": outcome[:LONGEST_OUTCOME]}
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update(no_key=True).get(id=call.webhook_id)
        if received:
            advance_call(call, "send", at=at, **fields)
        elif gone:
            advance_call(call, "retry", at=at, **fields)
            _pause(webhook, at)
        elif (wait := wait_after(call)) is None:
            if advance_call(call, "give_up", at=at, **fields):
                _pause(webhook, at)
        elif webhook.paused_at is not None:  # paused while it was on the way
            advance_call(call, "retry", at=at, **fields)
        elif advance_call(call, "retry", at=at, next_try_at=at + wait, **fields):
            defer_call(call)
    return call


def _pause(webhook: Webhook, at: datetime) -> None:
    if webhook.paused_at is None and webhook.ended_at is None:
        pause(webhook, at=at, by=None)
