"""Somebody rang and asked whether a visit took place."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound, Refusal
from services.visits.actions.events import tell
from services.visits.enums import Checked
from services.visits.models import SampleCheck, Visit

LONGEST = 200


class OwnVisit(Refusal):
    code = "visit_check_own"
    sentence = _("Somebody else rings about your own visits.")
    status = 403


def note_check(*, by: Any, at: datetime, visit_id: UUID, answer: Checked | str, words: str = "") -> SampleCheck:
    """Keep the answer; a later one replaces NOT_REACHED only. Raises NotAllowed, NotFound, Invalid, OwnVisit."""
    demand(by, Permission.VOLUNTEER_VERIFY)
    if answer not in Checked.values:
        raise Invalid(field="answer")
    with transaction.atomic():
        visit = Visit.objects.select_for_update(of=("self",)).filter(id=visit_id).first()
        if visit is None:
            raise NotFound
        demand(by, Permission.VOLUNTEER_VERIFY, region_code=visit.region_code)
        if visit.by_id == by.id or (visit.visitor_id is not None and visit.visitor_id == by.person_id):
            raise OwnVisit
        before = SampleCheck.objects.filter(visit=visit).first()
        if before is not None and before.answer != Checked.NOT_REACHED:
            return before
        values = {"elder_id": visit.elder_id, "answer": answer, "words": words.strip()[:LONGEST], "at": at, "by": by}
        made, _new = SampleCheck.objects.update_or_create(visit=visit, defaults=values)
        tell("visit.checked", at=at, by=by, kind="visit", key=visit.id, region_code=visit.region_code, answer=answer)
    return made
