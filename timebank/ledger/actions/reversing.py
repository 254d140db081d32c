"""Taking a posting back: two people, once, whole; if need be with the right amount posted instead.

Whoever calls these has checked who may ask and who may decide: ``request_reversal`` and ``decide_reversal`` for the
books, the correction of a service record for services.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.journal.actions.emit import emit
from accounts.refusals import Refusal
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import ReversalStatus, TransferKind
from timebank.ledger.models import ReversalRequest, Transfer
from timebank.ledger.queries.books import region_of


class AlreadyReversed(Refusal):
    code = "already_reversed"
    sentence = _("This posting was taken back before, or somebody asked for it already.")


class NotReversible(Refusal):
    code = "not_reversible"
    sentence = _("What left with a paper is not taken back here.")


class SamePerson(Refusal):
    code = "same_person"
    sentence = _("Whoever asks does not decide. A second person must look at it.")
    status = 403


class RequestDecided(Refusal):
    code = "request_decided"
    sentence = _("This request was decided before.")


def open_request(
    *, transfer: Transfer, by: Any, at: datetime, reason: str, repost_amount: int = 0, belongs_to: str = ""
) -> ReversalRequest:
    """Write the request. Raises AlreadyReversed, NotReversible.

    ``belongs_to`` names what it is decided with (``correction``): it is then not decided by itself.
    """
    if transfer.kind in (TransferKind.RELOCATE, TransferKind.INHERIT):
        raise NotReversible
    if transfer.kind == TransferKind.REVERSE or repost_amount < 0 or repost_amount == transfer.amount:
        raise AlreadyReversed
    try:
        with transaction.atomic():
            request = ReversalRequest.objects.create(
                transfer=transfer,
                reason=reason.strip()[:300],
                repost_amount=repost_amount,
                belongs_to=belongs_to,
                requested_by=by,
                requested_at=at,
            )
            _emit("requested", request, at=at, by=by)
    except IntegrityError as error:
        raise AlreadyReversed from error
    return request


def close_request(
    *, request: ReversalRequest, by: Any, at: datetime, approve: bool, words: str = ""
) -> ReversalRequest:
    """Decide and post. Raises SamePerson, RequestDecided."""
    if request.requested_by_id == by.id or by.person_id in persons_of(request.transfer):
        raise SamePerson
    status = ReversalStatus.APPROVED if approve else ReversalStatus.REFUSED
    with transaction.atomic():
        changed = ReversalRequest.objects.filter(id=request.id, status=ReversalStatus.OPEN).update(
            status=status, decided_by=by, decided_at=at, words=words.strip()[:300]
        )
        if not changed:
            raise RequestDecided
        if approve:
            post_batch(postings=_postings(request, at), by=by)
        request.refresh_from_db()
        _emit("approved" if approve else "refused", request, at=at, by=by)
    return request


def reverse_posting(
    *, key: str, asked_by: Any, asked_at: datetime, by: Any, at: datetime, reason: str, belongs_to: str
) -> Transfer:
    """Take the posting with that key back whole, agreed by two people elsewhere: one asked, ``by`` agrees now.

    Inside a transaction only. Raises what ``open_request`` and ``close_request`` raise, NotEnough.
    """
    transfer = Transfer.objects.select_related("source", "target").get(key=key)
    request = open_request(transfer=transfer, by=asked_by, at=asked_at, reason=reason, belongs_to=belongs_to)
    close_request(request=request, by=by, at=at, approve=True)
    return transfer


def _postings(request: ReversalRequest, at: datetime) -> list[Posting]:
    wrong = request.transfer
    postings = [
        Posting(
            key=f"reverse:{wrong.id}",
            kind=TransferKind.REVERSE,
            source_id=wrong.target_id,
            target_id=wrong.source_id,
            amount=wrong.amount,
            happened_at=at,
            reference_kind="reversal_request",
            reference_id=request.id,
            memo={"reason": request.reason, "reverses": str(wrong.id), "items": wrong.memo.get("items", [])},
            reverses_id=wrong.id,
        )
    ]
    if request.repost_amount:
        postings.append(
            Posting(
                key=f"repost:{request.id}",
                kind=TransferKind(wrong.kind),
                source_id=wrong.source_id,
                target_id=wrong.target_id,
                amount=request.repost_amount,
                happened_at=wrong.happened_at,
                reference_kind=wrong.reference_kind,
                reference_id=wrong.reference_id,
                memo={**wrong.memo, "corrects": str(wrong.id), "reason": request.reason},
                rule=wrong.rule,
            )
        )
    return postings


def persons_of(transfer: Transfer) -> set[UUID | None]:
    return {transfer.source.person_id, transfer.target.person_id} - {None}


def places_of(transfer: Transfer) -> list[str]:
    return [region_of(transfer.source), region_of(transfer.target)]


def _emit(what: str, request: ReversalRequest, *, at: datetime, by: Any) -> None:
    emit(
        f"timebank.reversal.{what}",
        at=at,
        by=by,
        subject_kind="reversal_request",
        subject_id=request.id,
        region_code=next((place for place in places_of(request.transfer) if place), ""),
        detail={"transfer": str(request.transfer_id)},
    )
