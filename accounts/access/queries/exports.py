"""Lists of elders that somebody wants to take away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.models import ExportRequest
from accounts.access.queries import may, territories


def export_requests(user: Any) -> QuerySet[ExportRequest]:
    """What the login asked for itself, and what was asked for in the territories it decides about; newest first."""
    reach = Q(asked_by=user)
    for code in territories(user, Permission.EXPORT_DECIDE):
        reach |= Q(region__code__startswith=code)
    found = ExportRequest.objects.filter(reach).select_related("region", "asked_by__person", "decided_by__person")
    return found.prefetch_related("downloads").order_by("-asked_at", "-id")


def may_decide(user: Any, requests: Iterable[ExportRequest]) -> set[UUID]:
    """Which of these wait for somebody like this login: never its own."""
    codes = tuple(territories(user, Permission.EXPORT_DECIDE))
    return {one.id for one in requests if one.waits and one.asked_by_id != user.id and one.region_id.startswith(codes)}


def export_allowed(user: Any, request_id: UUID, *, at: datetime | None = None) -> ExportRequest | None:
    """The approved request by which the login may take its list away now; None when it may not.

    Only who asked, only until it expires, and only while they still hold the permission there. Building the file
    starts with ``take_export``, which asks this again and writes the download down.
    """
    found = ExportRequest.objects.select_related("region").filter(id=request_id, asked_by=user, approved=True).first()
    if found is None or found.expires_at is None or found.expires_at <= (at or timezone.now()):
        return None
    return found if may(user, Permission.REGISTRY_EXPORT, region_code=found.region_id) else None
