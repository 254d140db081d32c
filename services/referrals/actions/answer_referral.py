"""The office answers."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.refusals import Invalid
from services.referrals.actions.keeping import add_step, checked_words, for_office, tell
from services.referrals.enums import Kind, What
from services.referrals.kinds import MATTERS
from services.referrals.lifecycle import advance_referral
from services.referrals.models import Referral

LONGEST_DOCTOR = 60
OLDEST_CHECK = timedelta(days=366)


class SayWhatWasSettled(Invalid):
    code = "settlement_missing"
    sentence = _("Write down what they agreed on and who took part.")
    status = 422


class NameTheDoctor(Invalid):
    code = "doctor_missing"
    sentence = _("Name the doctor.")
    status = 422


class CheckedLater(Invalid):
    code = "health_check_later"
    sentence = _("That day is still to come.")
    status = 422


class CheckedLongAgo(Invalid):
    code = "health_check_long_ago"
    sentence = _("That is too long ago.")
    status = 422


class OverAlready(Invalid):
    code = "contract_over_already"
    sentence = _("That day is over.")
    status = 422


def answer_referral(
    *,
    by: Any,
    at: datetime,
    referral_id: UUID,
    granted: bool,
    words: str = "",
    doctor: str = "",
    doctor_until: date | None = None,
    checked_on: date | None = None,
    settlement: str = "",
    parties: str = "",
) -> Referral:
    """Grant it, or refuse it with a reason. What was granted goes into the dossier as from an authority: medical aid,
    the poverty file, the family doctor (``doctor``, ``doctor_until``), the health check (``checked_on``, else today).

    A dispute that is done says what was agreed on (``settlement``) and who took part (``parties``). The sending side
    may enter the answer of an office where nobody signs in. Raises NotFound, NotAllowed, StateChanged, NoWords,
    ManyWords, SayWhatWasSettled, NameTheDoctor, CheckedLater, CheckedLongAgo, OverAlready.
    """
    said = checked_words(words, wanted=not granted)
    agreed = checked_words(settlement, field="settlement")
    who = checked_words(parties, field="parties")
    today = timezone.localdate(at)
    with transaction.atomic():
        referral, on_paper = for_office(referral_id, by=by)
        facts = _facts(referral, doctor.strip(), doctor_until, checked_on or today, today) if granted else {}
        if granted and referral.kind == Kind.DISPUTE and not (agreed and who):
            raise SayWhatWasSettled(field="parties" if agreed else "settlement")
        advance_referral(
            referral,
            "grant" if granted else "refuse",
            received_at=referral.received_at or at,
            answered_at=at,
            answered_by=by,
            closed_at=at,
            on_paper=on_paper,
            answer=said,
            settlement=agreed if granted else "",
            parties=who if granted else "",
        )
        add_step(referral, What.GRANTED if granted else What.REFUSED, by=by, at=at, words=said)
        if facts and referral.elder.left_on is None:
            record_facts(
                by=None, at=at, elder=referral.elder, values=facts, source=Source.OFFICE, as_of=checked_on or today
            )
        tell(referral, "granted" if granted else "refused", at=at, by=by)
    return referral


def _facts(referral: Referral, doctor: str, doctor_until: date | None, checked_on: date, today: date) -> dict[str, Any]:
    """What the dossier learns."""
    learns = MATTERS[referral.kind].learns
    if learns == "family_doctor":
        if not 0 < len(doctor) <= LONGEST_DOCTOR:
            raise NameTheDoctor(field="doctor")
        if doctor_until is not None and doctor_until < today:
            raise OverAlready(field="doctor_until")
        return {learns: doctor, "family_doctor_until": doctor_until.isoformat() if doctor_until else None}
    if learns == "health_check_on":
        if checked_on > today:
            raise CheckedLater(field="checked_on")
        if checked_on < today - OLDEST_CHECK:
            raise CheckedLongAgo(field="checked_on")
        return {learns: checked_on.isoformat()}
    return {learns: True} if learns else {}
