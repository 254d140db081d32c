"""The job of one call: take it up, send it, write down what came of it."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.connections.actions.plan_calls import CALL_TASK
from accounts.connections.actions.settle_call import settle_call
from accounts.connections.actions.take_call import take_call
from frontend.connections.calling import call_program


@app.task(name=CALL_TASK, pass_context=False)
def send_call(call: str) -> None:
    """At-least-once: when the worker dies between sending and writing down, the program hears it twice, same id."""
    taken = take_call(at=timezone.now(), call_id=UUID(call))
    if taken is not None:
        received, outcome, gone = call_program(taken, at=timezone.now())
        settle_call(at=timezone.now(), call=taken, received=received, outcome=outcome, gone=gone)
