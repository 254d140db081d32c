"""Stars for hours served. Pure: minutes and thresholds in, stars out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stars:
    """How many, of how many; hours at which the next one comes and minutes still missing; None with all of them."""

    have: int
    most: int
    next_at_hours: int | None
    minutes_to_go: int

    @property
    def row(self) -> list[bool]:
        """One for each star there is: whether it is theirs."""
        return [number < self.have for number in range(self.most)]


def stars(minutes: int, thresholds_hours: Sequence[int]) -> Stars:
    """Stars for ``minutes`` served; ``thresholds_hours`` ascend (rule ``honour.stars``)."""
    have = sum(minutes >= hours * 60 for hours in thresholds_hours)
    coming = next((hours for hours in thresholds_hours if minutes < hours * 60), None)
    return Stars(have, len(thresholds_hours), coming, coming * 60 - minutes if coming is not None else 0)
