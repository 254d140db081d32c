"""The operator knows now whom the call is about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.calls.actions.events import emit_call
from services.calls.actions.lock import lock_call
from services.calls.models import Call
from services.calls.queries import elder_within


class SettledAlready(Refusal):
    code = "settled_already"
    sentence = _("In this call something was settled for somebody else. Hang up and begin another.")


def identify_caller(*, by: Any, at: datetime, call_id: UUID, elder_id: UUID) -> Call:
    """Note whom the call is about, or correct that while nothing was settled in it.

    Raises NotFound for a call or an elder outside the territory, CallOver, SettledAlready.
    """
    with transaction.atomic():
        call = lock_call(by, call_id)
        elder = elder_within(by, elder_id)
        if call.elder_id == elder.id:
            return call
        if call.elder_id is not None and (call.order_id or call.call_back_id or call.promised.exists()):
            raise SettledAlready
        before = str(call.elder_id or "")
        call.elder = elder
        call.save(update_fields=["elder"])
        emit_call(call, "identified", at=at, by=by, before=before)
    return call
