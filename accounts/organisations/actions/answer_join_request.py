"""An organisation takes somebody in, or does not; or they have thought better of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.ask_to_join import tell_of_joining
from accounts.organisations.actions.keeping import said
from accounts.organisations.enums import JoinStatus
from accounts.organisations.models import JoinRequest, Member
from accounts.organisations.queries import is_member
from accounts.refusals import NotFound, Refusal


class JoiningAnswered(Refusal):
    code = "joining_answered"
    sentence = _("This has been answered already.")


class NotTheirOwn(Refusal):
    code = "not_their_own"
    sentence = _("Nobody takes themselves in. Somebody else of the organisation can.")
    status = 403


def answer_join_request(*, by: Any, at: datetime, request_id: UUID, accept: bool, reason: str = "") -> JoinRequest:
    """Accept, or decline with a reason; whoever was accepted is a member from that day on.

    Raises NotAllowed, NotFound, JoiningAnswered, ReasonMissing.
    """
    with transaction.atomic():
        asked = lock_request(request_id)
        demand(by, Permission.ORDER_DISPATCH)
        if asked is None:
            raise NotFound
        demand(by, Permission.ORDER_DISPATCH, organisation_id=asked.organisation_id)
        if asked.person_id == by.person_id:
            raise NotTheirOwn
        asked.answer = reason.replace("\x00", "").strip() if accept else said(reason)
        decide_request(asked, JoinStatus.ACCEPTED if accept else JoinStatus.DECLINED, at=at, by=by)
        today = timezone.localdate(at)
        if accept and not is_member(asked.organisation_id, asked.person_id, on=today):
            Member.objects.create(organisation_id=asked.organisation_id, person_id=asked.person_id, since_on=today)
        tell_of_joining(asked, asked.organisation, "accepted" if accept else "declined", at=at, by=by)
    return asked


def lock_request(request_id: UUID) -> JoinRequest | None:
    """The row, locked."""
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.filter(id=request_id).first()


def decide_request(asked: JoinRequest, status: JoinStatus, *, at: datetime, by: Any) -> None:
    """Raises JoiningAnswered."""
    if asked.status != JoinStatus.WAITING:
        raise JoiningAnswered
    asked.status, asked.decided_at, asked.decided_by = status, at, by
    asked.save(update_fields=["status", "decided_at", "decided_by", "answer"])
