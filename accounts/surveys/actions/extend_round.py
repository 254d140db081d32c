"""Give everybody more time, and say why."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from accounts.surveys.actions.open_round import DaysBackwards
from accounts.surveys.enums import Happened
from accounts.surveys.lifecycle import lock_round, note_step
from accounts.surveys.models import Round, Step


class NotLater(Invalid):
    code = "round_not_later"
    sentence = _("Choose a later day than the one that holds now.")


class SayWhy(Invalid):
    code = "round_say_why"
    sentence = _("Say why.")


def extend_round(
    *, by: Any, at: datetime, round_id: UUID, villages_due: date, townships_due: date, reason: str
) -> Round:
    """Move one or both days back. Raises NotAllowed, NotFound, RoundOver, NotLater, DaysBackwards, SayWhy."""
    with transaction.atomic():
        found = lock_round(round_id, by=by)
        words = reason_of(reason)  # whoever may not is told so first
        if villages_due < found.villages_due or (
            villages_due == found.villages_due and townships_due == found.townships_due
        ):
            raise NotLater(field="villages_due")
        if townships_due < found.townships_due:
            raise NotLater(field="townships_due")
        if townships_due < villages_due:
            raise DaysBackwards(field="townships_due")
        found.villages_due, found.townships_due = villages_due, townships_due
        found.save(update_fields=["villages_due", "townships_due"])
        note_step(Happened.EXTENDED, by=by, at=at, of=found, words=words)
    return found


def reason_of(text: str) -> str:
    """The reason, tidied. Raises SayWhy for none."""
    words = text.replace("\x00", "").strip()[: Step._meta.get_field("words").max_length]
    if not words:
        raise SayWhy(field="reason")
    return words
