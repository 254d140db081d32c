"""Say that the elders of a fetched list stand in the national system now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Layout, Permission
from accounts.access.models import ExportDownload, ExportRequest
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal
from accounts.rosters.listing import elders_of_region
from accounts.rosters.models import NationalEntry


class NotFetched(Refusal):
    code = "list_not_fetched"
    sentence = _("Fetch the list first, and enter it in the national system.")


def mark_entered(*, by: Any, at: datetime, request_id: UUID) -> int:
    """Mark everyone who was left behind and in the registry when the list was fetched last. Returns how many.

    Again, with a later list, moves the day. Raises NotAllowed, NotFound for a list somebody else asked for, or of
    another kind, NotFetched.
    """
    with transaction.atomic():
        demand(by, Permission.REGISTRY_EXPORT)
        asked = ExportRequest.objects.select_for_update().filter(id=request_id, asked_by=by, approved=True).first()
        if asked is None or asked.layout != Layout.NATIONAL:
            raise NotFound
        demand(by, Permission.REGISTRY_EXPORT, region_code=asked.region_id)
        fetched = ExportDownload.objects.filter(request=asked, by=by).order_by("-at").first()
        if fetched is None:
            raise NotFetched
        elders = elders_of_region(asked.region_id, left_behind=True).filter(registered_at__lte=fetched.at)
        ids = list(elders.values_list("id", flat=True))
        NationalEntry.objects.bulk_create(
            [NationalEntry(elder_id=elder_id, entered_at=fetched.at, entered_by=by) for elder_id in ids],
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["elder"],
            update_fields=["entered_at", "entered_by"],
        )
        emit(
            "accounts.roster.entered_nationally",
            at=at,
            by=by,
            subject_kind="export",
            subject_id=asked.id,
            region_code=asked.region_id,
            detail={"elders": len(ids)},
            deliver=False,
        )
    return len(ids)
