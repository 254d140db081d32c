"""It is no longer needed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.referrals.actions.keeping import add_step, checked_words, for_sender, tell
from services.referrals.enums import What
from services.referrals.lifecycle import advance_referral
from services.referrals.models import Referral


def withdraw_referral(*, by: Any, at: datetime, referral_id: UUID, words: str) -> Referral:
    """Call it back with a reason, by the sending side, before it is answered.

    Raises NotFound, NotAllowed, StateChanged, NoWords, ManyWords.
    """
    said = checked_words(words, wanted=True)
    with transaction.atomic():
        referral = for_sender(referral_id, by=by)
        advance_referral(referral, "withdraw", closed_at=at)
        add_step(referral, What.WITHDRAWN, by=by, at=at, words=said)
        tell(referral, "withdrawn", at=at, by=by)
    return referral
