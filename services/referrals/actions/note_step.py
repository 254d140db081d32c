"""Write into the record of a referral what was done."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.referrals.actions.keeping import add_step, checked_words, for_office, tell
from services.referrals.enums import POLICE_NOTES, Kind, What
from services.referrals.models import Step

OLDEST = timedelta(days=3660)


class ReferralOver(Refusal):
    code = "referral_over"
    sentence = _("This referral is over: “%(state)s”.")


class StillToCome(Invalid):
    code = "referral_still_to_come"
    sentence = _("That time is still to come.")
    status = 422


class LongAgo(Invalid):
    code = "referral_long_ago"
    sentence = _("That is too long ago.")
    status = 422


class WrongNote(Invalid):
    code = "referral_wrong_note"
    sentence = _("Choose from the answers offered.")
    status = 422


def notes_for(kind: str) -> tuple[What, ...]:
    """What can be noted in a matter of a kind: the police keep the times, a dispute its meetings."""
    if kind in (Kind.POLICE, Kind.FALSE_CLAIM, Kind.NEGLECT):
        return (What.NOTED, *POLICE_NOTES)
    return (What.NOTED, What.MET) if kind == Kind.DISPUTE else (What.NOTED,)


def note_step(
    *,
    by: Any,
    at: datetime,
    referral_id: UUID,
    words: str,
    what: What = What.NOTED,
    happened_at: datetime | None = None,
) -> Step:
    """Add a line. ``happened_at``: by the clock of whoever was there, never later than ``at``.

    Raises NotFound, NotAllowed, ReferralOver, StillToCome, LongAgo, WrongNote, ManyWords, NoWords.
    """
    said = checked_words(words, wanted=what in (What.NOTED, What.MET))
    if happened_at is not None and happened_at > at:
        raise StillToCome(field="happened_at")
    if happened_at is not None and happened_at < at - OLDEST:
        raise LongAgo(field="happened_at")
    with transaction.atomic():
        referral, _on_paper = for_office(referral_id, by=by)
        if what not in notes_for(referral.kind):
            raise WrongNote(field="what")
        if referral.is_over:
            raise ReferralOver(state=referral.get_state_display())
        step = add_step(referral, what, by=by, at=at, happened_at=happened_at, words=said)
        tell(referral, "noted", at=at, by=by, deliver=False)
    return step
