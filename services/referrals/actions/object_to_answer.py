"""The sending side does not agree with a refusal: the office looks once more."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.queries import applied
from accounts.refusals import Refusal
from services.referrals.actions.keeping import add_step, checked_words, for_sender, tell
from services.referrals.actions.refer_elder import AlreadyReferred
from services.referrals.enums import What
from services.referrals.kinds import MATTERS
from services.referrals.lifecycle import advance_referral
from services.referrals.models import Referral


class ObjectedBefore(Refusal):
    code = "objected_before"
    sentence = _("You have objected once. The second answer stands; a new reason is a new referral.")


def object_to_answer(*, by: Any, at: datetime, referral_id: UUID, words: str) -> Referral:
    """Send it back to the office that refused it, once, with a reason; its time begins anew.

    Raises NotFound, NotAllowed, ObjectedBefore, StateChanged, AlreadyReferred, NoWords, ManyWords.
    """
    said = checked_words(words, wanted=True)
    with transaction.atomic():
        referral = for_sender(referral_id, by=by)
        if referral.objected_at is not None:
            raise ObjectedBefore
        today = timezone.localdate(at)
        days = applied(MATTERS[referral.kind].days, region_code=referral.office_id, on=today).value
        due = today + timedelta(days=days)
        try:
            with transaction.atomic():
                advance_referral(
                    referral, "object", objected_at=at, closed_at=None, received_at=None, reminded_on=None, due_on=due
                )
        except IntegrityError:
            raise AlreadyReferred from None
        add_step(referral, What.OBJECTED, by=by, at=at, words=said)
        tell(referral, "objected", at=at, by=by)
    return referral
