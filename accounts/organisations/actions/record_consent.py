"""A guardian's consent is written down, with the signed paper."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.organisations.actions.keeping import lock_member, tell
from accounts.organisations.enums import GuardianRelation
from accounts.organisations.models import GuardianConsent
from accounts.organisations.papers import keep_paper
from accounts.refusals import Invalid

LONGEST_NAME, LONGEST_PHONE = 40, 20
MOST_DAYS = 366


class BadConsent(Invalid):
    code = "bad_consent"
    sentence = _("A consent was given today or before, still holds, and for a year at most.")


class PaperMissing(Invalid):
    code = "paper_missing"
    sentence = _("A photo of the signed paper is needed.")


class GuardianMissing(Invalid):
    code = "guardian_missing"
    sentence = _("Say who the guardian is.")


def record_consent(
    *,
    by: Any,
    at: datetime,
    member_id: UUID,
    guardian: str,
    relation: GuardianRelation | str,
    given_on: date,
    valid_until: date,
    content: bytes | None,
    phone: str = "",
) -> GuardianConsent:
    """Write down who lets a member under age serve, from when until when; one before is replaced.

    By those who run the organisation. Raises NotAllowed, NotFound, NotOneOfThem, GuardianMissing, BadConsent,
    PaperMissing, and what ``keep_paper`` raises.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        member = lock_member(by, member_id, on=today, permission=Permission.ORGANISATION_RUN, oneself=False)
        name = guardian.replace("\x00", "").strip()[:LONGEST_NAME]
        if not name:
            raise GuardianMissing(field="guardian")
        if not given_on <= today <= valid_until or (valid_until - given_on).days > MOST_DAYS:
            raise BadConsent(field="valid_until")
        if not content:
            raise PaperMissing(field="paper")
        before = GuardianConsent.objects.filter(
            organisation=member.organisation, person=member.person, withdrawn_at=None
        )
        before.update(withdrawn_at=at, withdrawn_by=by)
        made = GuardianConsent.objects.create(
            organisation=member.organisation,
            person=member.person,
            guardian=name,
            phone=phone.replace("\x00", "").strip()[:LONGEST_PHONE],
            relation=GuardianRelation(relation),
            given_on=given_on,
            valid_until=valid_until,
            file=keep_paper(content),
            entered_by=by,
            entered_at=at,
        )
        tell(
            member.organisation,
            "consent_recorded",
            at=at,
            by=by,
            person=str(member.person_id),
            until=valid_until.isoformat(),
        )
    return made
