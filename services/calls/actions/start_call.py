"""The line is open: somebody rang, or is being rung."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.people.phones import national_digits
from accounts.refusals import Invalid, Refusal
from services.calls.actions.events import emit_call
from services.calls.actions.lock import lock_call_back
from services.calls.enums import Direction
from services.calls.models import Call
from services.calls.queries import elder_within

SHORTEST, LONGEST = 3, 15  # digits: 110 and E.164


class BadNumber(Invalid):
    code = "bad_number"
    sentence = _("That is no telephone number.")
    status = 422


class LineBusy(Refusal):
    code = "line_busy"
    sentence = _("You are still on the line with somebody. Hang up first.")


def start_call(
    *,
    by: Any,
    at: datetime,
    direction: Direction,
    number: str = "",
    elder_id: UUID | None = None,
    call_back_id: UUID | None = None,
) -> Call:
    """Begin a call; who it is may be known already (``elder_id``) or come later (``identify_caller``).

    With a ``call_back_id`` it is an attempt to ring that person back, and whom it is about is known. One operator has
    one line. Raises NotAllowed, NotFound outside the territory, BadNumber, LineBusy, CallBackClosed.
    """
    demand(by, Permission.ORDER_FOR_ANYONE)
    if number and not SHORTEST <= len(national_digits(number)) <= LONGEST:
        raise BadNumber(field="number")
    try:
        with transaction.atomic():
            call_back = lock_call_back(by, call_back_id) if call_back_id is not None else None
            elder = elder_within(by, elder_id) if elder_id is not None else None
            call = Call.objects.create(
                elder=call_back.elder if call_back is not None else elder,
                call_back=call_back,
                number=number.strip(),
                direction=direction,
                operator=by,
                started_at=at,
            )
            emit_call(call, "started", at=at, by=by, direction=direction)
    except IntegrityError as error:
        raise LineBusy from error
    return call
