"""The bytes that are hashed, in Python: what a stranger needs to check a book without our database.

The same texts as in migrations/sql/chain.sql; a test compares the two. Pure: no database, no Django.
Every text is UTF-8 in NFC, one field a line, moments in UTC to the microsecond.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class TransferFacts:
    """Every field of a transfer that its digest covers, as text; ``memo`` and ``rule`` exactly as stored."""

    id: str
    key: str
    kind: str
    source: str
    target: str
    amount: int
    reference_kind: str
    reference_id: str
    memo: str
    rule: str
    happened_at: str
    posted_at: str
    by: str
    reverses: str


def moment(at: datetime) -> str:
    """``2026-11-18T10:02:00.000000Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def transfer_digest(facts: TransferFacts) -> bytes:
    """SHA-256 of the transfer's text: 32 bytes."""
    return _sha256(
        "timebank transfer 1", facts.id, facts.key, facts.kind, facts.source, facts.target,
        facts.amount, facts.reference_kind, facts.reference_id, facts.memo, facts.rule, facts.happened_at,
        facts.posted_at, facts.by, facts.reverses,
    )  # fmt: skip


def first_hash(*, account: str, unit: str, kind: str, person: str, organisation: str, region: str) -> bytes:
    """Where an account's chain begins: it binds whose account this is."""
    return _sha256("timebank account 1", account, unit, kind, person, organisation, region)


def entry_hash(before: bytes, *, account: str, sequence: int, amount: int, balance: int, digest: bytes) -> bytes:
    """The hash of one line: it binds the line before, and so all lines up to it."""
    return _sha256("timebank entry 1", account, sequence, amount, balance, digest.hex(), before.hex())


def _sha256(*fields: object) -> bytes:
    return hashlib.sha256("\n".join(str(field) for field in fields).encode()).digest()
