"""The digest of a frozen roster: SHA-256 over rows in one canonical form. What was altered shows, whoever did it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.surveys.models import FrozenRoster, FrozenRow


@dataclass(frozen=True)
class Verdict:
    """``altered``: positions of rows that are not what was frozen. ``whole``: the digest of the roster agrees."""

    altered: tuple[int, ...]
    whole: bool

    @property
    def sound(self) -> bool:
        return self.whole and not self.altered


def digest_of_row(row: FrozenRow) -> str:
    """SHA-256 over everything the row says, keys sorted, as UTF-8 JSON."""
    said = {
        "roster": str(row.roster_id),
        "position": row.position,
        "elder": str(row.elder_id),
        "village": row.village_code,
        "left_behind": row.left_behind,
        "tier": str(row.tier),
        "seen": row.seen,
        "why_not": str(row.why_not),
        "content": row.content,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_rows(whole: Any, rows: Iterable[FrozenRow]) -> None:
    """Go on with the digest of the roster: the digests of the rows in their order, each on a line."""
    for row in rows:
        whole.update(f"{row.digest}\n".encode())


def verify_roster(roster: FrozenRoster) -> Verdict:
    """Recompute every digest from what the database says now, in bounded memory.

    A row whose content was erased by law (``forget_elder``) is not altered: its digest stands, what it said is gone.
    """
    whole, altered = hashlib.sha256(), []
    rows = FrozenRow.objects.filter(roster=roster).order_by("position")
    for row in rows.iterator(chunk_size=500):
        if row.content and digest_of_row(row) != row.digest:
            altered.append(row.position)
        digest_of_rows(whole, [row])
    return Verdict(tuple(altered), whole.hexdigest() == roster.digest)
