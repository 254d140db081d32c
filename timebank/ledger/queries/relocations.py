"""Holders who have moved to another time bank, and the paper they carry."""

import base64
import json
from uuid import UUID

from django.utils import timezone

from timebank.ledger import relocation_text
from timebank.ledger.canonical_json import canonical
from timebank.ledger.enums import TransferKind
from timebank.ledger.keys import sign
from timebank.ledger.models import Account, Entry, Transfer
from timebank.ledger.queries.books import account_of

MERGED = "merged"  # in a memo: the minutes went to the other book of the same person, and stay in this house


def emptied_by(account: Account) -> Transfer | None:
    """The posting that took the last minutes out of a closed book; None for an open one, and for one always empty."""
    if account.closed_at is None:
        return None
    entry = (
        Entry.objects.filter(account=account.id, sequence=account.version, amount__lt=0)
        .select_related("transfer__source__person", "transfer__target__person", "transfer__target__region")
        .first()
    )
    return entry.transfer if entry is not None else None


def relocation_of(person_id: UUID) -> Transfer | None:
    """The posting with which the person's minutes left for another house; None unless closed by it."""
    account = account_of(person_id)
    last = emptied_by(account) if account is not None else None
    gone = last is not None and last.kind == TransferKind.RELOCATE and MERGED not in last.memo
    return last if gone else None


def relocation_paper(transfer: Transfer) -> str:
    """The signed paper (JSON) that goes with such a posting: made from it alone, so a lost one is made again.

    Copies do no harm: the other house credits the posting's id once.
    """
    holder = transfer.source.person
    assert holder is not None
    destination = transfer.memo.get("destination", "")
    body = canonical(
        {
            "format": relocation_text.FORMAT,
            "id": str(transfer.id),
            "holder": holder.name,
            "person": str(holder.id),
            "birth_on": holder.birth_on.isoformat() if holder.birth_on else "",
            "from": holder.home_id,
            "destination": destination,
            "unit": transfer.source.unit,
            "amount": transfer.amount,
            "made_at": timezone.localtime(transfer.happened_at).isoformat(timespec="seconds"),
        }
    )
    signature = sign(relocation_text.to_sign(body))
    return json.dumps(
        {"body": body, "key": signature.key, "signature": base64.b64encode(signature.value).decode()},
        ensure_ascii=False,
        indent=1,
    )
