"""Somebody has thought better of joining."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.answer_join_request import decide_request, lock_request
from accounts.organisations.enums import JoinStatus
from accounts.organisations.models import JoinRequest
from accounts.refusals import NotFound


def withdraw_join_request(*, by: Any, at: datetime, request_id: UUID) -> JoinRequest:
    """Take one's own request back before it was answered. Raises NotFound, JoiningAnswered."""
    with transaction.atomic():
        asked = lock_request(request_id)
        if asked is None or asked.person_id != by.person_id:
            raise NotFound
        decide_request(asked, JoinStatus.WITHDRAWN, at=at, by=by)
    return asked
