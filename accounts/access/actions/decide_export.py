"""Say yes or no to a list of elders that somebody else wants to take away."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.models import ExportRequest
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal


class AnotherMustDecide(Refusal):
    code = "another_must_decide"
    sentence = _("You asked for this list yourself. Somebody else decides.")
    status = 403


class AlreadyDecided(Refusal):
    code = "already_decided"
    sentence = _("This has been decided already.")


def decide_export(*, by: Any, at: datetime, request_id: UUID, approve: bool, answer: str = "") -> ExportRequest:
    """Approve (for ``settings.EXPORT_HOURS``) or refuse. Raises NotAllowed, NotFound, AnotherMustDecide,
    AlreadyDecided."""
    with transaction.atomic():
        demand(by, Permission.EXPORT_DECIDE)
        asked = ExportRequest.objects.select_for_update().filter(id=request_id).first()
        if asked is None:
            raise NotFound
        demand(by, Permission.EXPORT_DECIDE, region_code=asked.region_id)
        if asked.asked_by_id == by.id:
            raise AnotherMustDecide
        if not asked.waits:
            raise AlreadyDecided
        asked.decided_by, asked.decided_at, asked.approved = by, at, approve
        asked.answer = answer.strip()[: ExportRequest._meta.get_field("answer").max_length]
        asked.expires_at = at + timedelta(hours=settings.EXPORT_HOURS) if approve else None
        asked.save(update_fields=["decided_by", "decided_at", "approved", "answer", "expires_at"])
        emit(
            "accounts.export.decided",
            at=at,
            by=by,
            subject_kind="export",
            subject_id=asked.id,
            region_code=asked.region_id,
            detail={"approved": approve, "asked_by": str(asked.asked_by_id)},
        )
    return asked
