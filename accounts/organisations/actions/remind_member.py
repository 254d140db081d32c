"""Ask a member to renew a paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.journal.models import Event
from accounts.organisations.actions.keeping import lock_member, tell
from accounts.people.enums import CredentialKind
from accounts.people.queries import credentials
from accounts.refusals import NotFound, Refusal

REMINDED = "accounts.organisation.member_reminded"


class RemindedToday(Refusal):
    code = "reminded_today"
    sentence = _("You have reminded them of it today.")


def remind_member(*, by: Any, at: datetime, member_id: UUID, kind: CredentialKind | str) -> None:
    """Put a word into the member's inbox, once a day for each paper.

    Raises NotAllowed, NotFound, NotOneOfThem, RemindedToday.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        member = lock_member(by, member_id, on=today, oneself=False)
        until = credentials([member.person_id], on=today)[member.person_id].get(kind)
        if until is None:
            raise NotFound
        told = Event.objects.filter(
            subject_id=member.organisation_id,
            name=REMINDED,
            at__date=today,
            detail__person=str(member.person_id),
            detail__kind=kind,
        )
        if told.exists():
            raise RemindedToday
        tell(
            member.organisation,
            "member_reminded",
            at=at,
            by=by,
            person=str(member.person_id),
            kind=CredentialKind(kind),
            until=str(until),
        )
