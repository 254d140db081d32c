"""The office has it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.referrals.actions.keeping import add_step, for_office, tell
from services.referrals.enums import State, What
from services.referrals.lifecycle import advance_referral
from services.referrals.models import Referral


def receive_referral(*, by: Any, at: datetime, referral_id: UUID) -> Referral:
    """Say that it arrived; said again it stays as it is. Raises NotFound, NotAllowed, StateChanged."""
    with transaction.atomic():
        referral, _on_paper = for_office(referral_id, by=by)
        if referral.state in (State.RECEIVED, State.IN_HAND):
            return referral
        advance_referral(referral, "receive", received_at=at)
        add_step(referral, What.RECEIVED, by=by, at=at)
        tell(referral, "received", at=at, by=by)
    return referral
