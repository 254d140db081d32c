"""Reads of past postings for whoever replays them: plain rows, a batch at a time, nothing locked or changed."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from timebank.ledger.enums import TransferKind, Unit
from timebank.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Posted:
    """A posting with what both accounts held before it, in the unit of the posting. ``line`` numbers all lines."""

    line: int
    reference_id: UUID | None
    amount: int
    happened_at: datetime
    giver_id: UUID | None
    receiver_id: UUID | None
    giver_before: int
    receiver_before: int
    reversed: bool


def earned_for(reference_ids: Collection[UUID]) -> dict[UUID, list[Posted]]:
    """Reference (an assignment) → its EARN postings in minutes, oldest first. One query."""
    found: defaultdict[UUID, list[Posted]] = defaultdict(list)
    for posted in _rows(Q(transfer__kind=TransferKind.EARN, transfer__reference_id__in=reference_ids)):
        assert posted.reference_id is not None
        found[posted.reference_id].append(posted)
    return found


def gifts_between(region_code: str, since: datetime, until: datetime) -> Iterator[Posted]:
    """Gifts by persons of a region subtree in [since, until), in minutes, oldest first; streamed."""
    return _rows(
        Q(
            transfer__kind=TransferKind.GIFT,
            transfer__happened_at__gte=since,
            transfer__happened_at__lt=until,
            transfer__source__person__home__code__startswith=region_code,
        )
    )


def _rows(wanted: Q) -> Iterator[Posted]:
    """Each posting once, by the line of who received."""
    other_side = Entry.objects.filter(transfer=OuterRef("transfer"), amount__lt=0)
    rows = (
        Entry.objects.filter(wanted, amount__gt=0, account__unit=Unit.MINUTE)
        .order_by("id")  # under the lock of the account, so in the order in which things were booked
        .values_list(
            "id",
            "transfer__reference_id",
            "amount",
            "transfer__happened_at",
            "transfer__source__person",
            "account__person",
            Subquery(other_side.values(before=F("balance_after") - F("amount"))[:1]),
            F("balance_after") - F("amount"),
            "transfer__reversal",
        )
    )
    row: Any
    for row in rows.iterator(chunk_size=2000):
        facts = [*row[:-1], row[-1] is not None]
        yield Posted(*facts)
