"""Urge somebody of the family, and tell the township, in one step (及时通知并督促其子女…同时报告乡镇人民政府)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Supporter
from accounts.policies.queries import applied
from accounts.policies.visit_rules import URGING_ANSWER
from accounts.refusals import Invalid, NotFound
from services.visits.actions.urging import add_try, tell_of, words_of
from services.visits.enums import About, UrgingState
from services.visits.models import Urging, Visit
from services.visits.queries.reach import visitable_elder


def urge_family(
    *,
    by: Any,
    at: datetime,
    elder_id: UUID,
    supporter_id: UUID,
    about: About | str,
    channel: str,
    reached: bool,
    said: str,
    answer: str = "",
    visit_id: UUID | None = None,
) -> Urging:
    """Log what a supporter was asked, by which channel, whether they were reached and what they answered.

    Township and supporter (if they sign in) find it in their inbox at once. It stays open until it is closed. Raises
    NotAllowed, NotFound, Invalid, SayWhat, TooMuch.
    """
    demand(by, Permission.VISIT)
    said, answer = words_of(said, name="said", needed=True), words_of(answer, name="answer")
    if about not in About.values:
        raise Invalid(field="about")
    with transaction.atomic():
        elder = visitable_elder(by, elder_id, lock=True)
        code = elder.person.home_id
        demand(by, Permission.VISIT, region_code=code)
        supporter = Supporter.objects.filter(id=supporter_id, elder=elder, ended_on=None).first()
        if supporter is None:
            raise NotFound
        today = timezone.localdate(at)
        answered = bool(answer and reached)
        days = applied(URGING_ANSWER, region_code=code, on=today).value
        urging = Urging.objects.create(
            elder=elder,
            region_code=code,
            supporter=supporter,
            visit=Visit.objects.filter(id=visit_id, elder=elder).first() if visit_id is not None else None,
            about=about,
            said=said,
            answer=answer if answered else "",
            state=UrgingState.ANSWERED if answered else UrgingState.OPEN,
            opened_at=at,
            by=by,
            due_on=today + timedelta(days=days),
            answered_at=at if answered else None,
        )
        add_try(urging, by=by, at=at, channel=channel, reached=reached)
        tell_of(urging, "opened", by=by, at=at)
    return urging
