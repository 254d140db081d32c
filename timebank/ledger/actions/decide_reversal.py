"""Decide, as the second person, whether a posting is taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotFound, Refusal
from timebank.ledger.actions.reversing import close_request, places_of
from timebank.ledger.models import ReversalRequest


class DecidedElsewhere(Refusal):
    code = "decided_elsewhere"
    sentence = _("This belongs to the correction of a service record, and is decided there.")


def decide_reversal(*, by: Any, at: datetime, request_id: UUID, approve: bool, words: str = "") -> ReversalRequest:
    """Decide a request as the second person; approved, both postings are made at once.

    Raises NotAllowed or NotFound without the permission in the territory of either account, SamePerson,
    RequestDecided, NotEnough when the holder has spent the minutes meanwhile.
    """
    request = ReversalRequest.objects.select_related("transfer").filter(id=request_id).first()
    if request is None:
        raise NotFound
    if request.belongs_to:
        raise DecidedElsewhere
    places = [place for place in places_of(request.transfer) if place]
    if not any(may(by, Permission.BOOKS_KEEP, region_code=place) for place in places):
        demand(by, Permission.BOOKS_KEEP, region_code=places[0] if places else "0")
    return close_request(request=request, by=by, at=at, approve=approve, words=words)
