"""Ask that a posting be taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import Invalid, NotFound
from timebank.ledger.actions.reversing import open_request, persons_of, places_of
from timebank.ledger.models import ReversalRequest, Transfer


class ReasonMissing(Invalid):
    code = "reason_missing"
    sentence = _("Say why.")


def request_reversal(
    *, by: Any, at: datetime, transfer_id: UUID, reason: str, repost_amount: int = 0
) -> ReversalRequest:
    """Ask to take a posting back, and to post ``repost_amount`` (its unit) instead; 0 posts nothing.

    Whoever holds one of the two accounts may ask, and whoever keeps books in the territory of one of them.
    Raises NotFound, ReasonMissing, AlreadyReversed.
    """
    transfer = _visible(by, transfer_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    return open_request(transfer=transfer, by=by, at=at, reason=reason, repost_amount=repost_amount)


def _visible(by: Any, transfer_id: UUID) -> Transfer:
    transfer = Transfer.objects.select_related("source__person", "target__person").filter(id=transfer_id).first()
    if transfer is None:
        raise NotFound
    mine = by.person_id is not None and by.person_id in persons_of(transfer)
    keeps = any(may(by, Permission.BOOKS_KEEP, region_code=place) for place in places_of(transfer) if place)
    if not (mine or keeps):
        raise NotFound
    return transfer
