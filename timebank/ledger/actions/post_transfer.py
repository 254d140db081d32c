"""The one way a minute or a fen moves."""

import json
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.keys import new_key
from accounts.refusals import Refusal
from timebank.ledger.canonical_json import canonical
from timebank.ledger.enums import TransferKind
from timebank.ledger.models import Account, Transfer

POST = "SELECT id, posted_at, digest FROM ledger_post(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


class NotEnough(Refusal):
    code = "not_enough"
    sentence = _("There is not enough in the account.")


class PostingKeyReused(Refusal):
    code = "posting_key_reused"
    sentence = _("This posting was made before with other content.")


class UnitsDiffer(Refusal):
    code = "units_differ"
    sentence = _("Minutes and money never mix.")


class HoldResolved(Refusal):
    code = "hold_resolved"
    sentence = _("These minutes were settled or released before.")


class NotThatReversal(Refusal):
    code = "not_that_reversal"
    sentence = _("A posting is taken back once, whole, and only after a second person agreed.")


class AccountClosed(Refusal):
    code = "account_closed"
    sentence = _("This passbook is closed.")


REFUSALS = {"TB002": PostingKeyReused, "TB003": UnitsDiffer, "TB004": HoldResolved, "TB006": NotThatReversal}


def post_transfer(
    *,
    key: str,
    kind: TransferKind,
    source: Account,
    target: Account,
    amount: int,
    happened_at: datetime,
    by: Any,
    hold_id: UUID | None = None,
    reference_kind: str = "",
    reference_id: UUID | None = None,
    memo: dict[str, Any] | None = None,
    rule: Sequence[dict[str, Any]] = (),
    reverses_id: UUID | None = None,
) -> Transfer:
    """Move ``amount`` (minutes or fen, > 0) from ``source`` to ``target`` and return the transfer.

    Idempotent by ``key``: the same content again returns the first transfer, other content raises
    PostingKeyReused. With ``hold_id`` the source's hold is settled by it, whatever its size. Raises NotEnough,
    UnitsDiffer, HoldResolved, NotThatReversal. DESIGN §5; one database round trip.
    """
    memo_text, rule_text = canonical(memo or {}), canonical(list(rule))
    transfer = Transfer(
        id=new_key(),
        key=key,
        kind=kind,
        source=source,
        target=target,
        amount=amount,
        reference_kind=reference_kind,
        reference_id=reference_id,
        memo=json.loads(memo_text),
        rule=json.loads(rule_text),
        happened_at=happened_at,
        by=by,
        reverses_id=reverses_id,
    )
    # One statement is a transaction of its own; inside a larger one a savepoint keeps a refusal from ending it.
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard, connection.cursor() as cursor:
            cursor.execute(POST, _parameters(transfer, hold_id, memo_text, rule_text))
            posted_id, transfer.posted_at, transfer.digest = cursor.fetchone()
    except DatabaseError as error:
        raise refusal_for(error) from error
    if posted_id != transfer.id:  # the key was used before, for the same
        return Transfer.objects.get(id=posted_id)
    transfer._state.adding, transfer._state.db = False, connection.alias
    return transfer


def _parameters(transfer: Transfer, hold_id: UUID | None, memo: str, rule: str) -> list[Any]:
    t = transfer
    return [
        t.id, t.key, str(t.kind), t.source_id, t.target_id, t.amount, hold_id, t.reference_kind, t.reference_id,
        memo, rule, t.happened_at, t.by_id, t.reverses_id,
    ]  # fmt: skip


def refusal_for(error: DatabaseError) -> Exception:
    """The refusal that a database error stands for, or the error itself."""
    cause = error.__cause__
    if isinstance(error, IntegrityError) and "account_above_floor" in str(error):
        return NotEnough()
    if isinstance(error, IntegrityError) and "account_closed_is_empty" in str(error):
        return AccountClosed()
    refusal = REFUSALS.get(getattr(cause, "sqlstate", None) or "")
    return refusal() if refusal else error
