"""Jobs of the doors."""

import json
import time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.sealing import seal, unseal
from frontend.shell.text_messages import NotSent, send_code

PLACE = "shell.code"  # what a code is bound to while it waits
GOOD_FOR_SECONDS = 180


def defer_code(phone: str, code: str) -> None:
    """Queue a code; without one nothing will be sent, but the same is done: who is unknown here must not show.

    Number and code lie sealed in the queue, and what was sent too late is not sent.
    """
    letter = json.dumps({"phone": phone, "code": code, "until": time.time() + GOOD_FOR_SECONDS})
    carry_code.defer(letter=seal(letter, place=PLACE))


@app.task(
    name="frontend.shell.carry_code",
    retry=RetryStrategy(max_attempts=3, linear_wait=5, retry_exceptions=[NotSent]),
    pass_context=False,
)
def carry_code(letter: str) -> None:
    """Hand one code to the carrier."""
    given = json.loads(unseal(letter, place=PLACE))
    if given["code"] and given["until"] > time.time():
        send_code(given["phone"], given["code"])
