"""A member has a new certificate, or the old one anew."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.organisations.actions.add_paper import RunOutAlready
from accounts.organisations.actions.keeping import lock_member, tell
from accounts.organisations.papers import keep_paper
from accounts.people.enums import CredentialKind
from accounts.people.models import Credential
from accounts.refusals import Invalid

MOST_YEARS_AHEAD = 30


def renew_credential(
    *,
    by: Any,
    at: datetime,
    member_id: UUID,
    kind: CredentialKind | str,
    valid_until: date,
    valid_from: date | None = None,
    content: bytes | None = None,
) -> Credential:
    """Write down a certificate that a manager has seen; earlier ones of the kind stay as they were.

    ``valid_from`` None: from today on. Raises NotAllowed, NotFound, NotOneOfThem, RunOutAlready, Invalid, and what
    ``keep_paper`` raises.
    """
    today = timezone.localdate(at)
    starts = valid_from or today
    if kind not in CredentialKind.values:
        raise Invalid(field="kind")
    if valid_until < max(today, starts):
        raise RunOutAlready(field="valid_until")
    if valid_until.year - today.year > MOST_YEARS_AHEAD:
        raise Invalid(field="valid_until")
    with transaction.atomic():
        member = lock_member(by, member_id, on=today, permission=Permission.ORGANISATION_RUN, oneself=False)
        credential = Credential.objects.create(
            person_id=member.person_id,
            kind=CredentialKind(kind),
            valid_from=starts,
            valid_until=valid_until,
            document=keep_paper(content) if content else "",
        )
        tell(
            member.organisation,
            "credential_renewed",
            at=at,
            by=by,
            person=str(member.person_id),
            kind=credential.kind,
            until=str(valid_until),
        )
    return credential
