"""Requests to take postings back, for whoever asks and whoever decides."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import territories
from timebank.ledger.models import ReversalRequest


def reversals_for(user: Any) -> QuerySet[ReversalRequest]:
    """Requests the login made, and those about books of its territory; newest first."""
    reach = Q(requested_by=user)
    for code in territories(user, Permission.BOOKS_KEEP):
        for side in ("source", "target"):
            for holder in ("person__home__code", "organisation__region__code", "region__code"):
                reach |= Q(**{f"transfer__{side}__{holder}__startswith": code})
    found = ReversalRequest.objects.filter(reach)
    return found.select_related(
        "transfer__source__person", "transfer__target__person", "requested_by__person", "decided_by__person"
    ).order_by("-id")
