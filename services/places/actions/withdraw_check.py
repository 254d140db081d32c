"""A check was entered by mistake."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.keeping import said
from services.places.actions.fix_findings import lock_check
from services.places.actions.keeping import tell
from services.places.models import SafetyCheck


def withdraw_check(*, by: Any, at: datetime, check_id: UUID, reason: str) -> SafetyCheck:
    """It counts no more and stays to be read. Again: nothing more. Raises NotAllowed, NotFound, ReasonMissing."""
    words = said(reason)
    with transaction.atomic():
        check = lock_check(by, check_id)
        if check.withdrawn_at is None:
            check.withdrawn_at, check.withdrawn_because = at, words
            check.save(update_fields=["withdrawn_at", "withdrawn_because"])
            tell(check.place, "check_withdrawn", at=at, by=by, words=words)
    return check
