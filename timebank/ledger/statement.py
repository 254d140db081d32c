"""A holder's statement as a file that anybody can check without us (proof.py)."""

import base64
import json
from bisect import bisect_left
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from timebank.ledger import checkpoint_text, proof
from timebank.ledger.canon import TransferFacts, first_hash, moment
from timebank.ledger.canonical_json import canonical
from timebank.ledger.keys import sign
from timebank.ledger.merkle import Proof, Tree, prove
from timebank.ledger.models import Account, Checkpoint, Entry, Transfer
from timebank.ledger.queries.checkpoints import leaf_numbers, leaves_between, place_among_leaves, sealed_line


class Trees:
    """Trees of the checkpoints last asked for: for whoever makes many statements one after the other."""

    MOST = 3

    def __init__(self) -> None:
        self._known: dict[int, tuple[list[int], Tree]] = {}

    def prove(self, checkpoint: Checkpoint, entry_id: int) -> Proof:
        if checkpoint.number not in self._known:
            while len(self._known) >= self.MOST:
                self._known.pop(next(iter(self._known)))
            between = (checkpoint.after_entry, checkpoint.last_entry)
            self._known[checkpoint.number] = leaf_numbers(*between), Tree(leaves_between(*between))
        numbers, tree = self._known[checkpoint.number]
        return tree.prove(bisect_left(numbers, entry_id))


def signed_statement(
    account: Account,
    *,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    trees: Trees | None = None,
) -> str:
    """The JSON text of one stretch of the book, signed.

    From the first to the last line that happened in [since, until), with all between them; None means from the
    beginning, up to now. The newest sealed line carries its proof of inclusion; it covers all lines before it,
    because each line's hash covers the one before. ``trees`` is kept between calls by whoever makes many.
    """
    lines = _stretch(account, since, until)
    opening = _standing(account, lines[0].sequence - 1 if lines else _number_before(account, since))
    body = canonical(
        {
            "account": _holder_facts(account),
            "holder": _holder_name(account),
            "made_at": timezone.localtime(at).isoformat(timespec="seconds"),
            "since": moment(since) if since else "",
            "until": moment(until) if until else "",
            "opening": opening,
            "lines": [_line(entry) for entry in lines],
            "closing": _end(lines[-1]) if lines else {name: opening[name] for name in ("sequence", "balance", "hash")},
            "sealed": _seal(account, opening["sequence"], lines, trees),
        }
    )
    signature = sign(proof.to_sign(body))
    return json.dumps(
        {
            "format": proof.FORMAT,
            "body": body,
            "key": signature.key,
            "signature": base64.b64encode(signature.value).decode(),
        },
        ensure_ascii=False,
        indent=1,
    )


def facts_of(transfer: Transfer) -> TransferFacts:
    """The transfer as its digest covers it; ``memo`` and ``rule`` are stored in canonical form."""
    return TransferFacts(
        id=str(transfer.id),
        key=transfer.key,
        kind=transfer.kind,
        source=str(transfer.source_id),
        target=str(transfer.target_id),
        amount=transfer.amount,
        reference_kind=transfer.reference_kind,
        reference_id=str(transfer.reference_id or ""),
        memo=transfer.memo_text,
        rule=transfer.rule_text,
        happened_at=moment(transfer.happened_at),
        posted_at=moment(transfer.posted_at),
        by=str(transfer.by_id or ""),
        reverses=str(transfer.reverses_id or ""),
    )


def first_hash_of(account: Account) -> bytes:
    return first_hash(
        account=str(account.id),
        unit=account.unit,
        kind=account.kind,
        person=str(account.person_id or ""),
        organisation=str(account.organisation_id or ""),
        region=account.region_id or "",
    )


def _holder_facts(account: Account) -> dict[str, str]:
    return {
        "id": str(account.id),
        "unit": account.unit,
        "kind": account.kind,
        "person": str(account.person_id or ""),
        "organisation": str(account.organisation_id or ""),
        "region": account.region_id or "",
    }


def _holder_name(account: Account) -> str:
    holder: Any = account.person or account.organisation or account.region
    return str(holder.name)


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "amount": entry.amount,
        "balance": entry.balance_after,
        "hash": bytes(entry.hash).hex(),
        "transfer": asdict(facts_of(entry.transfer)),
    }


def _end(entry: Entry) -> dict[str, Any]:
    return {"sequence": entry.sequence, "balance": entry.balance_after, "hash": bytes(entry.hash).hex()}


def _standing(account: Account, sequence: int) -> dict[str, Any]:
    if sequence == 0:
        return {"sequence": 0, "balance": 0, "hash": first_hash_of(account).hex()}
    entry = Entry.objects.select_related("transfer").get(account=account, sequence=sequence)
    before = Entry.objects.filter(account=account, sequence=sequence - 1).first()
    return {
        **_end(entry),
        # So that whoever checks can reckon the hash of this line and need not believe its balance.
        "amount": entry.amount,
        "digest": bytes(entry.transfer.digest).hex(),
        "before": bytes(before.hash).hex() if before is not None else first_hash_of(account).hex(),
    }


def _stretch(account: Account, since: datetime | None, until: datetime | None) -> list[Entry]:
    book = Entry.objects.filter(account=account)
    within = book
    if since is not None:
        within = within.filter(transfer__happened_at__gte=since)
    if until is not None:
        within = within.filter(transfer__happened_at__lt=until)
    ends = within.aggregate(first=Min("sequence"), last=Max("sequence"))
    if ends["first"] is None:
        return []
    # What is written down late stands between lines of another day: a chain has no holes.
    stretch = book.filter(sequence__gte=ends["first"], sequence__lte=ends["last"])
    return list(stretch.select_related("transfer").order_by("sequence"))


def _number_before(account: Account, since: datetime | None) -> int:
    if since is None:
        return 0
    earlier = Entry.objects.filter(account=account, transfer__happened_at__lt=since).order_by("-sequence").first()
    return earlier.sequence if earlier is not None else 0


def _seal(account: Account, opening: int, lines: list[Entry], trees: Trees | None) -> dict[str, Any] | None:
    found = sealed_line(account.id, lines[-1].sequence if lines else opening)
    if found is None or found[0].sequence < max(opening, 1):
        return None
    entry, checkpoint = found
    if trees is not None:
        path = trees.prove(checkpoint, entry.id)
    else:
        leaves = leaves_between(checkpoint.after_entry, checkpoint.last_entry)
        path = prove(leaves, place_among_leaves(checkpoint, entry.id))
    return {
        "line": entry.sequence,
        "checkpoint": json.loads(checkpoint_text.document(checkpoint.body, checkpoint.key, checkpoint.signature)),
        "proof": {"index": path.index, "size": path.size, "path": [step.hex() for step in path.path]},
    }
