"""Check a holder's signed statement without the database: for anybody, thirty years from now.

Pure: the statement and public keys in, a verdict out.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from timebank.ledger import checkpoint_text
from timebank.ledger.canon import TransferFacts, entry_hash, first_hash, transfer_digest
from timebank.ledger.keys import PublicKey, in_use, verify
from timebank.ledger.merkle import Proof, root_from

FORMAT = "timebank-statement/1"
MOST_LINES = 50_000
DEEPEST = 64  # levels of a tree


def to_sign(body: str) -> bytes:
    return b"timebank statement 1\n" + body.encode()


@dataclass(frozen=True)
class Finding:
    """What is wrong: a stable code, and the number of the line it was found at (0: the statement as a whole)."""

    code: str
    line: int = 0


@dataclass(frozen=True)
class Verdict:
    """What the check found. ``genuine`` when nothing is wrong; then the figures may be believed."""

    findings: list[Finding] = field(default_factory=list)
    key: str = ""
    holder: str = ""
    account: str = ""
    unit: str = ""
    made_at: str = ""
    first_line: int = 0
    last_line: int = 0
    balance: int = 0
    holder_proven: bool = False  # the hashes bind the holder from the first line on: a later stretch only names them
    sealed_line: int = 0  # lines up to this one are part of the checkpoint; 0: none yet
    checkpoint: int = 0
    checkpoint_code: str = ""  # as it stands on the notice board
    checkpoint_day: str = ""

    @property
    def genuine(self) -> bool:
        return not self.findings


def verify_statement(text: str, keys: Iterable[PublicKey]) -> Verdict:
    """Check the signature, every transfer's digest, every line's hash and balance, and the proof of inclusion.

    ``text`` is the downloaded file, ``keys`` the house's public keys (``keys.json``). Never raises for a bad file:
    a file that is no statement gives the finding ``not_a_statement``.
    """
    keys = list(keys)
    try:
        document = json.loads(text)
        body = str(document["body"])
        signature = base64.b64decode(document["signature"], validate=True)
        facts = json.loads(body)
        if document["format"] != FORMAT:
            return Verdict([Finding("not_a_statement")])
        key = str(document["key"])
        signed = verify(key, to_sign(body), signature, keys=keys) and in_use(keys, key, str(facts["made_at"]))
        findings = [] if signed else [Finding("bad_signature")]
        return _verdict(facts, key, findings, keys)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError, binascii.Error):
        return Verdict([Finding("not_a_statement")])


def whole(value: Any) -> int:
    """The integer itself: 1.0, true and "1" are other texts and would be hashed otherwise. Raises ValueError."""
    if type(value) is not int or abs(value) >= 2**63:
        raise ValueError(f"{value!r} is no whole number")
    return value


def _verdict(facts: dict[str, Any], key: str, findings: list[Finding], keys: list[PublicKey]) -> Verdict:
    account, opening, closing = facts["account"], facts["opening"], facts["closing"]
    json.dumps(facts, ensure_ascii=False).encode()  # half a character is none
    if len(facts["lines"]) > MOST_LINES:
        raise ValueError("nobody has so many lines")
    hashes = {whole(opening["sequence"]): bytes.fromhex(opening["hash"])}
    if hashes[whole(opening["sequence"])] != _opening_hash(account, opening):
        findings.append(Finding("bad_opening"))
    findings += _check_lines(account["id"], opening, facts["lines"], hashes)
    last = whole(opening["sequence"]) + len(facts["lines"])
    end = facts["lines"][-1] if facts["lines"] else opening
    if (whole(closing["sequence"]), whole(closing["balance"])) != (last, end["balance"]) or closing["hash"] != hashes[
        last
    ].hex():
        findings.append(Finding("bad_closing"))
    sealed = facts["sealed"]
    checkpoint = checkpoint_text.read_document(sealed["checkpoint"]) if sealed else None
    if sealed and checkpoint:
        findings += _check_seal(sealed, checkpoint, hashes, keys)
    return Verdict(
        findings=findings,
        key=key,
        holder=str(facts["holder"]),
        account=str(account["id"]),
        unit=str(account["unit"]),
        made_at=str(facts["made_at"]),
        first_line=whole(opening["sequence"]) + 1,
        last_line=last,
        balance=whole(closing["balance"]),
        holder_proven=opening["sequence"] == 0,
        sealed_line=whole(sealed["line"]) if sealed else 0,
        checkpoint=whole(checkpoint.facts["number"]) if checkpoint else 0,
        checkpoint_code=checkpoint_text.hash_of(checkpoint.body) if checkpoint else "",
        checkpoint_day=str(checkpoint.facts["day"]) if checkpoint else "",
    )


def _opening_hash(account: dict[str, str], opening: dict[str, Any]) -> bytes:
    """What the statement begins with, reckoned anew: the account's first hash, or that of the line before."""
    if whole(opening["sequence"]) > 0:
        return entry_hash(
            bytes.fromhex(opening["before"]),
            account=account["id"],
            sequence=opening["sequence"],
            amount=whole(opening["amount"]),
            balance=whole(opening["balance"]),
            digest=bytes.fromhex(opening["digest"]),
        )
    if whole(opening["balance"]) != 0:
        return b""
    return first_hash(
        account=account["id"],
        unit=account["unit"],
        kind=account["kind"],
        person=account["person"],
        organisation=account["organisation"],
        region=account["region"],
    )


def _check_lines(
    account: str, opening: dict[str, Any], lines: list[dict[str, Any]], hashes: dict[int, bytes]
) -> list[Finding]:
    """Follow the chain; ``hashes`` is filled with the recomputed hash of every line."""
    findings = []
    sequence, balance = whole(opening["sequence"]), whole(opening["balance"])
    for line in lines:
        before, sequence = hashes[sequence], sequence + 1
        transfer = TransferFacts(**line["transfer"])
        whole(transfer.amount)
        amount, balance = whole(line["amount"]), balance + whole(line["amount"])
        side = {transfer.source: -transfer.amount, transfer.target: transfer.amount}.get(account)
        if whole(line["sequence"]) != sequence or amount != side:
            findings.append(Finding("bad_line", sequence))
        if whole(line["balance"]) != balance:
            findings.append(Finding("bad_balance", sequence))
        hashes[sequence] = entry_hash(
            before,
            account=account,
            sequence=sequence,
            amount=amount,
            balance=balance,
            digest=transfer_digest(transfer),
        )
        if line["hash"] != hashes[sequence].hex():
            findings.append(Finding("bad_hash", sequence))
    return findings


def _check_seal(
    sealed: dict[str, Any], checkpoint: checkpoint_text.Sealed, hashes: dict[int, bytes], keys: list[PublicKey]
) -> list[Finding]:
    findings = []
    signed = verify(checkpoint.key, checkpoint_text.to_sign(checkpoint.body), checkpoint.signature, keys=keys)
    if not signed or not in_use(keys, checkpoint.key, str(checkpoint.facts["sealed_at"])):
        findings.append(Finding("bad_checkpoint_signature"))
    line = whole(sealed["line"])
    if len(sealed["proof"]["path"]) > DEEPEST:
        raise ValueError("no tree is so deep")
    path = tuple(bytes.fromhex(step) for step in sealed["proof"]["path"])
    proof = Proof(whole(sealed["proof"]["index"]), whole(sealed["proof"]["size"]), path)
    root = root_from(hashes[line], proof) if line in hashes else None
    if root is None or root.hex() != checkpoint.facts["root"] or proof.size != checkpoint.facts["entries"]:
        findings.append(Finding("not_in_checkpoint", line))
    return findings
