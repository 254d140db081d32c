"""The office begins to work on it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.referrals.actions.keeping import add_step, for_office, tell
from services.referrals.enums import State, What
from services.referrals.lifecycle import advance_referral
from services.referrals.models import Referral


def take_referral(*, by: Any, at: datetime, referral_id: UUID) -> Referral:
    """Take it in hand; again it stays as it is. Raises NotFound, NotAllowed, StateChanged."""
    with transaction.atomic():
        referral, _on_paper = for_office(referral_id, by=by)
        if referral.state == State.IN_HAND:
            return referral
        advance_referral(referral, "take", received_at=referral.received_at or at)
        add_step(referral, What.TAKEN, by=by, at=at)
        tell(referral, "taken", at=at, by=by)
    return referral
