"""Promise an elder to ring back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound
from services.calls.actions.events import emit_call_back
from services.calls.models import CallBack
from services.calls.queries import call_for, elder_within

GRACE = timedelta(minutes=5)  # a form filled in slowly
FURTHEST = timedelta(days=92)
LONGEST_REASON = 200


class WhyMissing(Invalid):
    code = "why_missing"
    sentence = _("Say why they are to be rung.")
    status = 422


class DueInThePast(Invalid):
    code = "due_in_the_past"
    sentence = _("That time is over. Choose a later one.")
    status = 422


class DueTooFar(Invalid):
    code = "due_too_far"
    sentence = _("Ring back within three months.")
    status = 422


def schedule_call_back(
    *, by: Any, at: datetime, elder_id: UUID, due_at: datetime, reason: str, call_id: UUID | None = None
) -> CallBack:
    """Put the elder on the list of those to be rung; ``call_id`` is the call in which it was promised.

    Raises NotFound outside the territory or when the call is about somebody else, WhyMissing, DueInThePast, DueTooFar.
    """
    if not reason.strip():
        raise WhyMissing(field="reason")
    if due_at - at > FURTHEST:
        raise DueTooFar(field="due_at")
    if at - due_at > GRACE:
        raise DueInThePast(field="due_at")
    with transaction.atomic():
        elder = elder_within(by, elder_id)
        call = call_for(by, call_id) if call_id is not None else None
        if call is not None and call.elder_id != elder.id:
            raise NotFound
        call_back = CallBack.objects.create(
            elder=elder,
            due_at=due_at,
            reason=reason.strip()[:LONGEST_REASON],
            made_at=at,
            made_by=by,
            made_in=call,
        )
        emit_call_back(call_back, "scheduled", at=at, by=by)
    return call_back
