"""Answer an objection with a reason: the candidate stays, or is taken off."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from services.honours.actions.keeping import lock_candidacy, reason, tell
from services.honours.enums import RUNNING
from services.honours.lifecycle import advance
from services.honours.models import Objection


class AnotherAnswers(Refusal):
    code = "another_answers"
    sentence = _("Whoever took an objection down does not answer it: somebody else does.")


def answer_objection(*, by: Any, at: datetime, objection_id: UUID, uphold: bool, words: str) -> Objection:
    """Whoever objected reads ``words`` by their code. Upheld, the candidate is out of the round.

    Raises NotAllowed, NotFound, AnotherAnswers, SayWhy, TooMuchSaid, StateChanged.
    """
    demand(by, Permission.HONOUR_HOLD)
    with transaction.atomic():
        candidacy_id = Objection.objects.filter(id=objection_id).values_list("candidacy_id", flat=True).first()
        if candidacy_id is None:
            raise NotFound
        candidacy = lock_candidacy(candidacy_id, by=by, permission=Permission.HONOUR_HOLD)
        found = Objection.objects.select_for_update().get(id=objection_id)
        if found.taken_by_id == by.id:
            raise AnotherAnswers
        text = reason(words)
        advance(found, "uphold" if uphold else "reject", answer=text, answered_at=at, answered_by=by)
        if uphold and candidacy.state in RUNNING:
            advance(candidacy, "take_off", ended_at=at, ended_by=by, because=text)
        tell(candidacy, "answered", by=by, at=at)
    return found
