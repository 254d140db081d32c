"""What every action of a referral has in common: the locks, the right, the line in the record, the event."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotAllowed, NotFound
from services.referrals.enums import What
from services.referrals.models import Referral, Step
from services.referrals.queries.rows import Stands, has_login, stands_of, with_people

LONGEST_WORDS = 1000


class ManyWords(Invalid):
    code = "referral_too_many_words"
    sentence = _("Write at most %(n)s characters.")
    status = 422


class NoWords(Invalid):
    code = "referral_words_missing"
    sentence = _("Write it down in a few words.")
    status = 422


def checked_words(words: str, *, field: str = "words", wanted: bool = False) -> str:
    """What was typed, without blanks around it. Raises ManyWords, and NoWords where some are wanted."""
    text = words.replace("\x00", "").strip()
    if len(text) > LONGEST_WORDS:
        raise ManyWords(field=field, n=LONGEST_WORDS)
    if wanted and not text:
        raise NoWords(field=field)
    return text


def lock_referral(referral_id: UUID, *, by: Any) -> tuple[Referral, Stands]:
    """Lock the elder, then the referral, for who may see it; needs a transaction. Raises NotFound."""
    elder_id = Referral.objects.filter(id=referral_id).values_list("elder", flat=True).first()
    if elder_id is None:
        raise NotFound
    Elder.objects.select_for_update(of=("self",), no_key=True).get(id=elder_id)
    Referral.objects.select_for_update(no_key=True).get(id=referral_id)
    referral = with_people(Referral.objects.filter(id=referral_id)).get()
    stands = stands_of(by, referral)
    if not stands.any:
        raise NotFound
    return referral, stands


def for_office(referral_id: UUID, *, by: Any) -> tuple[Referral, bool]:
    """The locked referral, and True when ``by`` enters what came on paper for an office where nobody signs in.

    Raises NotFound, NotAllowed for the sending side where the office answers for itself.
    """
    referral, stands = lock_referral(referral_id, by=by)
    if stands.answers:
        return referral, False
    if not stands.sends or has_login(referral):
        raise NotAllowed
    return referral, True


def for_sender(referral_id: UUID, *, by: Any) -> Referral:
    """The locked referral, for the sending side. Raises NotFound, NotAllowed."""
    referral, stands = lock_referral(referral_id, by=by)
    if not stands.sends:
        raise NotAllowed
    return referral


def add_step(
    referral: Referral, what: What, *, by: Any, at: datetime, happened_at: datetime | None = None, words: str = ""
) -> Step:
    """Write a line into the record. ``at`` is the server's time, ``happened_at`` when it was, if not then."""
    return Step.objects.create(
        referral=referral,
        elder_id=referral.elder_id,
        what=what,
        at=happened_at or at,
        recorded_at=at,
        by=by,
        department=referral.department,
        office_id=referral.office_id,
        words=words,
    )


def tell(referral: Referral, happened: str, *, at: datetime, by: Any, deliver: bool = True) -> None:
    """Emit ``services.referral.<happened>``: codes alone, no word of what it is about."""
    emit(
        f"services.referral.{happened}",
        at=at,
        by=by,
        subject_kind="referral",
        subject_id=referral.id,
        region_code=referral.elder.person.home_id,
        detail={"department": referral.department, "office": referral.office_id},
        deliver=deliver,
    )
