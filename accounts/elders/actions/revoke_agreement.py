"""Take a care agreement back; it ends at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import (
    LONGEST_REASON,
    LongReason,
    keep_figures,
    lock_elder,
    tell,
    write_change,
)
from accounts.elders.actions.leave_registry import ReasonMissing
from accounts.elders.models import CareAgreement
from accounts.refusals import NotFound, Refusal


class AgreementEnded(Refusal):
    code = "agreement_ended"
    sentence = _("This agreement has ended already.")


def revoke_agreement(*, by: Any, at: datetime, agreement_id: UUID, reason: str) -> CareAgreement:
    """End it at this moment, with a reason.

    Raises NotAllowed, NotFound, ElderLeft, AgreementEnded, ReasonMissing, LongReason.
    """
    if not (reason := reason.strip()):
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST_REASON:
        raise LongReason(field="reason", n=LONGEST_REASON)
    with transaction.atomic():
        found = CareAgreement.objects.filter(id=agreement_id).first()
        if found is None:
            raise NotFound
        elder = lock_elder(by=by, elder_id=found.elder_id)
        found.refresh_from_db()
        if found.revoked_at is not None:
            raise AgreementEnded
        found.revoked_at, found.revoked_by, found.revoked_because = at, by, reason
        found.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
        write_change(
            by=by,
            at=at,
            elder=elder,
            about="AGREEMENT",
            about_id=found.id,
            field="ended",
            was=found.carer_name,
        )
        keep_figures(elder, at)
        tell("agreement.revoked", by=by, at=at, elder=elder, agreement=str(found.id))
    return found
