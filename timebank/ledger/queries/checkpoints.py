"""The sealed books, as anybody may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timebank.ledger.models import Checkpoint, Entry, SealedPlace


@dataclass(frozen=True)
class SealedFigures:
    """What one checkpoint covers in a region subtree, minutes of persons: postings, in, out, and all that is saved."""

    postings: int
    came: int
    went: int
    total: int


def latest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-number").first()


def by_number(number: int) -> Checkpoint | None:
    return Checkpoint.objects.filter(number=number).first()


def on_day(day: date) -> Checkpoint | None:
    """The last checkpoint whose last day is ``day``."""
    return Checkpoint.objects.filter(day=day).order_by("-number").first()


def recent(count: int, *, before: int | None = None) -> list[Checkpoint]:
    """The last ``count`` checkpoints, newest first; with ``before`` those with a smaller number."""
    found = Checkpoint.objects.order_by("-number")
    return list((found if before is None else found.filter(number__lt=before))[:count])


def covering(entry_id: int) -> Checkpoint | None:
    """The checkpoint that seals an entry; None while it waits for the night."""
    return Checkpoint.objects.filter(last_entry__gte=entry_id).order_by("number").first()


def sealing(entries: list[Entry]) -> dict[int, int]:
    """Entry id → number of the checkpoint that seals it; unsealed ones are left out. One query."""
    if not entries:
        return {}
    ids = sorted(entry.id for entry in entries)
    ends = list(
        Checkpoint.objects.filter(last_entry__gte=ids[0], after_entry__lt=ids[-1])
        .order_by("number")
        .values_list("number", "last_entry")
    )
    return {entry: found for entry in ids if (found := next((n for n, last in ends if last >= entry), None))}


def leaves_between(after_entry: int, last_entry: int) -> list[bytes]:
    """Hashes of the entries with after_entry < id <= last_entry in the order of their ids."""
    rows = Entry.objects.filter(id__gt=after_entry, id__lte=last_entry).order_by("id")
    return [bytes(value) for value in rows.values_list("hash", flat=True).iterator(chunk_size=20_000)]


def leaf_numbers(after_entry: int, last_entry: int) -> list[int]:
    """Ids of those entries, in the same order."""
    rows = Entry.objects.filter(id__gt=after_entry, id__lte=last_entry).order_by("id")
    return list(rows.values_list("id", flat=True).iterator(chunk_size=20_000))


def place_among_leaves(checkpoint: Checkpoint, entry_id: int) -> int:
    """The entry's index among the leaves of the checkpoint that seals it."""
    return Entry.objects.filter(id__gt=checkpoint.after_entry, id__lt=entry_id).count()


def day_figures(checkpoint: Checkpoint, region_code: str) -> SealedFigures | None:
    """What was counted for the place when the seal was made; None while nobody has counted for that seal."""
    if not SealedPlace.objects.filter(checkpoint__gte=checkpoint.number).exists():
        return None
    rows = SealedPlace.objects.filter(region_code=region_code, checkpoint__lte=checkpoint.number)
    row = rows.order_by("-checkpoint").first()
    if row is None:
        return SealedFigures(0, 0, 0, 0)
    if row.checkpoint_id != checkpoint.number:
        return SealedFigures(0, 0, 0, row.total)
    return SealedFigures(row.postings, row.came, row.went, row.total)


def sealed_line(account_id: UUID, sequence: int) -> tuple[Entry, Checkpoint] | None:
    """The newest line of an account with at most that number that is sealed, and what seals it."""
    last = latest()
    if last is None:
        return None
    entry = (
        Entry.objects.filter(account=account_id, sequence__lte=sequence, id__lte=last.last_entry)
        .order_by("-sequence")
        .first()
    )
    found = covering(entry.id) if entry is not None else None
    return (entry, found) if entry is not None and found is not None else None


def all_checkpoints() -> Iterator[Checkpoint]:
    """Every checkpoint, the first one first."""
    yield from Checkpoint.objects.order_by("number").iterator()
