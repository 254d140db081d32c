"""How many rows came to what."""

from dataclasses import dataclass

from accounts.rosters.checking import Checked
from accounts.rosters.enums import Effect, Verdict


@dataclass
class Tally:
    """Counts of one run."""

    accepted: int = 0
    fresh: int = 0
    rejected: int = 0
    duplicates: int = 0
    ignored: int = 0

    def add(self, row: Checked) -> None:
        match row.verdict:
            case Verdict.ACCEPT:
                self.accepted += 1
                self.fresh += row.effect is Effect.NEW
            case Verdict.REJECT:
                self.rejected += 1
            case Verdict.DUPLICATE:
                self.duplicates += 1
            case Verdict.IGNORE:
                self.ignored += 1

    def answer(self) -> dict[str, int]:
        """As ``import_registry --json`` begins."""
        return {
            "accepted": self.accepted,
            "rejected": self.rejected,
            "duplicates": self.duplicates,
            "ignored": self.ignored,
        }
