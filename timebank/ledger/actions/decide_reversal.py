"""Decide, as the second person, whether a posting is taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotFound
from timebank.ledger.actions.reversing import close_request, places_of
from timebank.ledger.models import ReversalRequest


def decide_reversal(*, by: Any, at: datetime, request_id: UUID, approve: bool, words: str = "") -> ReversalRequest:
    """Decide a request as the second person; approved, both postings are made at once.

    Raises NotAllowed or NotFound without the permission in the territory of either account, SamePerson,
    RequestDecided, NotEnough when the holder has spent the minutes meanwhile.
    """
    request = ReversalRequest.objects.select_related("transfer").filter(id=request_id).first()
    if request is None:
        raise NotFound
    places = [place for place in places_of(request.transfer) if place]
    if not any(may(by, Permission.BOOKS_KEEP, region_code=place) for place in places):
        demand(by, Permission.BOOKS_KEEP, region_code=places[0] if places else "0")
    return close_request(request=request, by=by, at=at, approve=approve, words=words)
