"""Nobody will ring any more: say why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from services.calls.actions.events import emit_call_back
from services.calls.actions.lock import lock_call_back
from services.calls.models import CallBack

LONGEST_REASON = 200


class GivenUpWithoutWords(Invalid):
    code = "given_up_without_words"
    sentence = _("Say why nobody will ring.")
    status = 422


def close_call_back(*, by: Any, at: datetime, call_back_id: UUID, because: str) -> CallBack:
    """Give a call-back up; one that was made is closed by the call itself (``end_call``).

    Raises NotFound, CallBackClosed, GivenUpWithoutWords.
    """
    if not because.strip():
        raise GivenUpWithoutWords(field="because")
    with transaction.atomic():
        call_back = lock_call_back(by, call_back_id)
        call_back.given_up, call_back.closed_at, call_back.closed_by = because.strip()[:LONGEST_REASON], at, by
        call_back.save(update_fields=["given_up", "closed_at", "closed_by"])
        emit_call_back(call_back, "given_up", at=at, by=by)
    return call_back
