"""Object to a candidate while the names are on notice: anybody may, without a login."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.check_codes import new_code
from accounts.refusals import NotFound, Refusal
from services.honours.actions.keeping import locked, reason, tell
from services.honours.enums import CandidacyState, ObjectionWay
from services.honours.models import Candidacy, Objection
from services.honours.queries.candidacies import may_object
from services.orders.lifecycle import StateChanged

LONGEST, NAME, PHONE = 1000, 40, 20
MOST_OPEN = 200  # of one candidate: more is nobody's opinion but a flood


class NoticeIsOver(Refusal):
    code = "notice_is_over"
    sentence = _("The public notice ended on %(day)s. Objections are no longer taken.")


class TooManyObjections(Refusal):
    code = "too_many_objections"
    sentence = _("So many objections have come in that they are looked into first. Please ring 12349.")
    status = 429


def object_to_candidate(
    *,
    by: Any,
    at: datetime,
    candidacy_id: UUID,
    words: str,
    name: str = "",
    phone: str = "",
) -> Objection:
    """``by`` None: somebody on the public page. Otherwise staff of the place wrote down what they were told.

    Whoever objects may give a name and a number or none. Raises NotAllowed, NotFound, NoticeIsOver, SayWhy,
    TooMuchSaid, TooManyObjections, StateChanged.
    """
    if by is not None:
        demand(by, Permission.HONOUR_NOMINATE)
    with transaction.atomic():
        found = _candidate(by, candidacy_id)
        if not may_object(found.round, on=timezone.localdate(at)):
            until = found.round.notice_until
            raise NoticeIsOver(day=until.isoformat() if until else "–")
        if found.state != CandidacyState.PUBLIC:
            raise StateChanged(status=found.get_state_display())
        if Objection.objects.filter(candidacy=found, state="OPEN").count() >= MOST_OPEN:
            raise TooManyObjections
        made = Objection.objects.create(
            candidacy=found,
            elder=found.elder,
            code=new_code(),
            words=reason(words, longest=LONGEST),
            name=name.replace("\x00", "").strip()[:NAME],
            phone=phone.replace("\x00", "").strip()[:PHONE],
            way=ObjectionWay.WEB if by is None else ObjectionWay.TAKEN_DOWN,
            taken_by=by,
            raised_at=at,
        )
        tell(found, "objected", by=by, at=at)
    return made


def _candidate(by: Any, candidacy_id: UUID) -> Candidacy:
    """On the page only who is or was on notice can be meant. Raises NotFound."""
    rows = Candidacy.objects.filter(id=candidacy_id, round__notice_from__isnull=False)
    place = rows.values_list("region_id", flat=True).first()
    if place is None:
        raise NotFound
    if by is not None:
        demand(by, Permission.HONOUR_NOMINATE, region_code=place)
    return locked(candidacy_id)
