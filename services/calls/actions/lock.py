"""Fetch and lock a call or a call-back for somebody who may work on it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.refusals import NotFound, Refusal
from services.calls.models import Call, CallBack
from services.calls.queries import call_back_for, call_for


class CallOver(Refusal):
    code = "call_over"
    sentence = _("This call is over.")


class CallBackClosed(Refusal):
    code = "call_back_closed"
    sentence = _("Somebody has rung already, or given it up.")


def lock_call(by: Any, call_id: UUID) -> Call:
    """Lock a call that is still going on. Inside a transaction only. Raises NotFound, CallOver."""
    call_for(by, call_id)  # before anything is locked: may they?
    call = (
        Call.objects.select_for_update(no_key=True, of=("self",)).select_related("elder__person__home").get(id=call_id)
    )
    if call.is_over:
        raise CallOver
    return call


def lock_call_back(by: Any, call_back_id: UUID) -> CallBack:
    """Lock a call-back that still waits. Inside a transaction only. Raises NotFound, CallBackClosed."""
    call_back_for(by, call_back_id)
    waiting = CallBack.objects.select_for_update(no_key=True, of=("self",)).select_related("elder__person__home")
    call_back = waiting.filter(id=call_back_id).first()
    if call_back is None:
        raise NotFound
    if call_back.closed_at is not None:
        raise CallBackClosed
    return call_back
