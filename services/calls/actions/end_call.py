"""Hang up, and say how it went."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from services.calls.actions.events import emit_call, emit_call_back
from services.calls.actions.lock import lock_call
from services.calls.enums import Outcome
from services.calls.models import Call, CallBack

LONGEST_NOTE = 300


class OutcomeMissing(Invalid):
    code = "outcome_missing"
    sentence = _("Say how the call ended.")
    status = 422


def end_call(*, by: Any, at: datetime, call_id: UUID, outcome: str, note: str = "") -> Call:
    """End the call. Ringing somebody back is done with it, unless nobody answered.

    Raises NotFound, CallOver, OutcomeMissing.
    """
    if outcome not in Outcome.values:
        raise OutcomeMissing(field="outcome")
    with transaction.atomic():
        call = lock_call(by, call_id)
        call.outcome, call.note, call.ended_at = outcome, note.strip()[:LONGEST_NOTE], max(at, call.started_at)
        call.save(update_fields=["outcome", "note", "ended_at"])
        emit_call(call, "ended", at=at, by=by, outcome=outcome)
        if call.call_back_id is not None and outcome != Outcome.NO_ANSWER:
            _close(call.call_back_id, call, by, at)
    return call


def _close(call_back_id: UUID, call: Call, by: Any, at: datetime) -> None:
    waiting = CallBack.objects.select_for_update(no_key=True, of=("self",)).select_related("elder__person")
    call_back = waiting.filter(id=call_back_id, closed_at=None).first()
    if call_back is None:  # given up while they were talking
        return
    call_back.done_in, call_back.closed_at, call_back.closed_by = call, at, by
    call_back.save(update_fields=["done_in", "closed_at", "closed_by"])
    emit_call_back(call_back, "done", at=at, by=by, call=str(call.id))
