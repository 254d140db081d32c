"""Decide a round: a second person says who is honoured."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.check_codes import new_code
from accounts.refusals import Invalid, NotFound, Refusal
from services.honours.actions.keeping import AnotherDecides, OneOfThem, tell, tell_round
from services.honours.enums import RUNNING, CandidacyState, Kind, ObjectionState, RoundState
from services.honours.lifecycle import advance
from services.honours.models import Candidacy, HonourRound, Objection
from services.honours.queries.candidacies import is_own
from services.honours.queries.rounds import lock_round
from services.orders.lifecycle import StateChanged


class NoticeRuns(Refusal):
    code = "notice_runs"
    sentence = _("The names are on public notice until %(day)s. It is decided after that.")


class ObjectionsOpen(Refusal):
    code = "objections_open"
    sentence = _("%(n)s objections have no answer yet. Answer them first.")


class TooManyChosen(Invalid):
    code = "too_many_chosen"
    sentence = _("Choose at least one, and no more than there are places: %(carers)s and %(families)s.")
    status = 422


def decide_round(*, by: Any, at: datetime, round_id: UUID, chosen: Collection[UUID]) -> HonourRound:
    """``chosen`` are candidacies on notice; each gets a certificate's code, all others of the round are passed over.

    By somebody who neither opened the notice nor put anybody on the shortlist. Two decisions at once: the second finds
    it decided. Raises NotAllowed, NotFound, AnotherDecides, OneOfThem, NoticeRuns, ObjectionsOpen, TooManyChosen,
    StateChanged.
    """
    with transaction.atomic():
        found = lock_round(round_id, by=by, permission=Permission.HONOUR_DECIDE)
        if found.state != RoundState.NOTICE:
            raise StateChanged(status=found.get_state_display())
        rows = Candidacy.objects.select_for_update(of=("self",)).filter(round=found).select_related("supporter")
        everybody = list(rows.order_by("id"))
        _may_decide(found, everybody, by=by, at=at)
        public = {one.id: one for one in everybody if one.state == CandidacyState.PUBLIC}
        wanted = set(chosen)
        if not wanted <= public.keys():
            raise NotFound
        _fits(found, [public[key] for key in wanted])
        advance(found, "decide", decided_at=at, decided_by=by)
        for one in everybody:
            if one.id in wanted:
                advance(one, "honour", code=new_code())
                tell(one, "honoured", by=by, at=at)
            elif one.state in RUNNING:
                advance(one, "pass_over", ended_at=at, ended_by=by)
        tell_round(found, "decided", by=by, at=at)
    return found


def _may_decide(found: HonourRound, everybody: list[Candidacy], *, by: Any, at: datetime) -> None:
    makers = {one.shortlisted_by_id for one in everybody if one.state == CandidacyState.PUBLIC}
    if by.id in {found.published_by_id, *makers}:
        raise AnotherDecides
    if any(is_own(by, one) for one in everybody):
        raise OneOfThem
    if found.notice_until is None or timezone.localdate(at) <= found.notice_until:
        raise NoticeRuns(day=found.notice_until.isoformat() if found.notice_until else "–")
    waiting = Objection.objects.filter(candidacy__round=found, state=ObjectionState.OPEN).count()
    if waiting:
        raise ObjectionsOpen(n=waiting)


def _fits(found: HonourRound, chosen: list[Candidacy]) -> None:
    counted = Counter(one.kind for one in chosen)
    if not chosen or any(counted[kind] > found.places(kind) for kind in Kind):
        raise TooManyChosen(field="chosen", carers=found.carers, families=found.families)
