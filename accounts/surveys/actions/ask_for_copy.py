"""Ask for a frozen roster to take away: the same second person as for any list of elders."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.actions.request_export import request_export
from accounts.access.enums import ExportPurpose
from accounts.access.models import ExportRequest
from accounts.refusals import NotFound
from accounts.surveys.enums import RosterState
from accounts.surveys.models import RosterCopy
from accounts.surveys.queries import roster_for


def ask_for_copy(*, by: Any, at: datetime, roster_id: UUID, layout: str, words: str) -> ExportRequest:
    """Ask for it as a workbook or as text. Raises NotAllowed, NotFound, WhatForAndHow."""
    roster = roster_for(by, roster_id)
    if roster.state != RosterState.FROZEN:
        raise NotFound
    with transaction.atomic():
        asked = request_export(
            by=by, at=at, region=roster.report.region, layout=layout, purpose=ExportPurpose.INSPECTION, words=words
        )
        RosterCopy.objects.create(request=asked, roster=roster)
    return asked
