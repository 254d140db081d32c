"""Note that somebody knocked and could not ask."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.keeping import NotYet
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound
from accounts.surveys.asked import asked_in
from accounts.surveys.enums import RoundState, WhyNot
from accounts.surveys.lifecycle import RoundOver
from accounts.surveys.models import Absence, Round

LONGEST_WORDS = 100


class WordsMissing(Invalid):
    code = "absence_words_missing"
    sentence = _("Say in a few words what the reason is.")


class BeforeTheRound(Invalid):
    code = "absence_before_the_round"
    sentence = _("The round had not begun on this day.")


def note_absence(
    *, by: Any, at: datetime, round_id: UUID, elder_id: UUID, why: WhyNot, on: date, words: str = ""
) -> Absence:
    """The latest note stands as the reason when the village hands in; the elder stays on the list until then.

    Raises NotAllowed, NotFound (not asked about here, or outside the territory), RoundOver, NotYet, BeforeTheRound,
    WordsMissing for OTHER without words. ``by`` None is the house itself.
    """
    words = words.replace("\x00", "").strip()[:LONGEST_WORDS]
    with transaction.atomic():
        of = Round.objects.filter(id=round_id).first()
        if by is not None:
            demand(by, Permission.ROUND_WALK)
        elder = asked_in(of).filter(id=elder_id).select_related("person").first() if of is not None else None
        if of is None or elder is None:
            raise NotFound
        if by is not None:
            demand(by, Permission.ROUND_WALK, region_code=elder.person.home_id)
        if of.state != RoundState.OPEN:
            raise RoundOver
        if on > timezone.localdate(at):
            raise NotYet(field="on")
        if on < of.starts_on:
            raise BeforeTheRound(field="on")
        if why == WhyNot.OTHER and not words:
            raise WordsMissing(field="words")
        absence = Absence.objects.create(round=of, elder=elder, why=why, words=words, on=on, at=at, by=by)
        emit(
            "accounts.round.not_seen",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=elder.person.home_id,
            detail={"round": str(of.id), "why": why.value},
            deliver=False,
        )
    return absence
