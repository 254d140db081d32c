"""How a line of the passbook came about: the times, the proof, who confirmed, the rules, and where it is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from frontend.bank.books import Book
from frontend.bank.lines import Around, around, corrected_by, note_of, title_of
from frontend.bank.period import short_date
from frontend.bank.reasons import Ground, confirmed_words, grounds_of, proof_words
from frontend.bank.workings import Step, steps_of
from frontend.shell.wording import local_day
from timebank.ledger.enums import TransferKind


@dataclass(frozen=True)
class Slip:
    """One line in words; ``amount`` and ``balance`` in minutes, ``amount`` negative when it went out."""

    sequence: int
    kind: str
    day: date
    day_words: str
    at: datetime
    title: str
    note: str
    amount: int
    balance: int
    steps: list[Step]
    because: list[str]
    grounds: list[Ground]
    corrected_by: int
    corrects: int
    instead_of: int
    fingerprint: str
    sealed: int  # number of the checkpoint that holds it; 0: it waits for the night
    service: Any  # the seat of the holder's own service, when it is one
    asked: Any = None  # the request to take it back, for those who keep books

    @property
    def came(self) -> bool:
        return self.amount > 0

    @property
    def size(self) -> int:
        """Minutes without a sign."""
        return abs(self.amount)


def slips_of(book: Book, entries: Iterable[Any]) -> list[Slip]:
    """Put entries into words, with a fixed number of queries however many they are."""
    entries = list(entries)
    near = around(book.person.id, entries)
    return [_slip(entry, near) for entry in entries]


def _slip(entry: Any, near: Around) -> Slip:
    transfer = entry.transfer
    seat = near.seats.get(transfer.reference_id)
    came = entry.amount > 0
    earned = transfer.kind == TransferKind.EARN and came
    return Slip(
        sequence=entry.sequence,
        kind=transfer.kind,
        day=local_day(transfer.happened_at),
        day_words=short_date(local_day(transfer.happened_at)),
        at=transfer.happened_at,
        title=title_of(entry, near),
        note=note_of(entry, near),
        amount=entry.amount,
        balance=entry.balance_after,
        steps=steps_of(entry, seat),
        because=[*proof_words(seat), *confirmed_words(seat), *_why(entry, near)],
        grounds=grounds_of(transfer.rule, near.kinds),
        corrected_by=corrected_by(entry, near),
        corrects=near.numbers.get(transfer.reverses_id, 0),
        instead_of=near.numbers.get(UUID(transfer.memo["corrects"]), 0) if "corrects" in transfer.memo else 0,
        fingerprint=fingerprint(entry.hash),
        sealed=near.seals.get(entry.id, 0),
        service=seat if earned else None,
    )


def _why(entry: Any, near: Around) -> list[str]:
    """What was written down when it was posted, where the line itself has no room for it."""
    words = str(entry.transfer.memo.get("reason") or "")
    if not words or words == note_of(entry, near):
        return []
    return [_("Written down for it: %(words)s") % {"words": words}]


def fingerprint(digest: bytes | memoryview) -> str:
    """``9C2E 41B7 … 5F0A``: enough of a hash to compare by eye; empty when there is none."""
    text = bytes(digest).hex().upper()
    return f"{text[:4]} {text[4:8]} … {text[-4:]}" if text else ""


def groups(digest: bytes | memoryview) -> list[str]:
    """A whole hash in groups of four."""
    text = bytes(digest).hex().upper()
    return [text[start : start + 4] for start in range(0, len(text), 4)]
