"""Send a call once more, at somebody's word."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.connections.actions.plan_calls import defer_call
from accounts.connections.lifecycle import advance_call
from accounts.connections.models import WebhookCall
from accounts.connections.queries import webhook_for
from accounts.refusals import NotFound, Refusal


class StillOnItsWay(Refusal):
    code = "still_on_its_way"
    sentence = _("This call is still on its way.")


def resend_call(*, by: Any, at: datetime, webhook_id: UUID, call_id: UUID) -> WebhookCall:
    """The same call with the same id, so that a program that had it notices. Raises NotFound, StillOnItsWay."""
    with transaction.atomic():
        webhook = webhook_for(by, webhook_id, lock=True)
        call = WebhookCall.objects.filter(id=call_id, webhook=webhook).first()
        if call is None:
            raise NotFound
        due = None if webhook.paused_at else at
        if not advance_call(call, "resend", at=at, attempts=0, next_try_at=due):
            raise StillOnItsWay
        if due is not None:
            defer_call(call)
    return call
