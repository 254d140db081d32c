"""Requests to take postings back, for whoever asks and whoever decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.refusals import NotFound
from timebank.ledger.enums import ReversalStatus
from timebank.ledger.models import ReversalRequest
from timebank.ledger.queries.books import region_of


def reversals_for(user: Any) -> QuerySet[ReversalRequest]:
    """Requests the login made, and those about books of its territory; newest first."""
    reach = Q(requested_by=user)
    for code in territories(user, Permission.BOOKS_KEEP):
        for side in ("source", "target"):
            for holder in ("person__home__code", "organisation__region__code", "region__code"):
                reach |= Q(**{f"transfer__{side}__{holder}__startswith": code})
    return with_sides(ReversalRequest.objects.filter(reach)).order_by("-id")


def with_sides(requests: QuerySet[ReversalRequest]) -> QuerySet[ReversalRequest]:
    """With both accounts' holders, and who asked and decided."""
    holders = ("person", "organisation", "region")
    sides = [f"transfer__{side}__{holder}" for side in ("source", "target") for holder in holders]
    return requests.select_related(*sides, "requested_by__person", "decided_by__person")


def reversal_for(user: Any, request_id: UUID) -> ReversalRequest:
    """One of `reversals_for`, else NotFound."""
    found = reversals_for(user).filter(id=request_id).first()
    if found is None:
        raise NotFound
    return found


def requests_by_id(request_ids: Iterable[UUID]) -> list[ReversalRequest]:
    """These requests, whoever may see them: for telling those concerned. One query."""
    found = with_sides(ReversalRequest.objects.filter(id__in=list(request_ids)))
    return list(found.select_related("transfer__source__person__elder", "transfer__target__person__elder"))


def requests_about(transfer_ids: Iterable[UUID]) -> dict[UUID, ReversalRequest]:
    """Posting → the request that waits for it or has taken it back; those refused are left out. One query."""
    found = ReversalRequest.objects.filter(
        transfer__in=list(transfer_ids), status__in=[ReversalStatus.OPEN, ReversalStatus.APPROVED]
    )
    return {request.transfer_id: request for request in found}


@dataclass(frozen=True)
class Say:
    """Whether somebody may decide a request now; if not, whether because they asked, or hold one of the books."""

    decide: bool
    asked: bool
    holds: bool


def say_of(user: Any, request: ReversalRequest) -> Say:
    """What ``decide_reversal`` would say; needs the request with its sides."""
    sides = (request.transfer.source, request.transfer.target)
    asked = request.requested_by_id == user.id
    holds = user.person_id is not None and user.person_id in {side.person_id for side in sides}
    keeps = any(may(user, Permission.BOOKS_KEEP, region_code=place) for place in map(region_of, sides) if place)
    return Say(request.status == ReversalStatus.OPEN and keeps and not asked and not holds, asked, holds)
