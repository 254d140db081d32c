"""The three levels, who stands on each, and how much of a region code is theirs."""

from accounts.access.enums import Role
from services.incidents.enums import Level

RUNGS = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
DIGITS = {Level.VILLAGE: 12, Level.TOWNSHIP: 9, Level.COUNTY: 6}
# Whose telephone rings. The operator and the county see everything, but an alarm of a village is the village's first.
STAFF: dict[Level, tuple[Role, ...]] = {
    Level.VILLAGE: (Role.VILLAGE_WORKER, Role.VILLAGE_ASSISTANT, Role.COORDINATOR),
    Level.TOWNSHIP: (Role.TOWNSHIP_OFFICIAL,),
    Level.COUNTY: (Role.COUNTY_OFFICIAL,),
}


def place(region_code: str, level: Level | str) -> str:
    """The part of the code that is this level's; the whole of it when the code is shorter."""
    return region_code[: DIGITS[Level(level)]]


def lowest(region_code: str) -> Level:
    """The lowest level that a place so coarsely known has."""
    return next((level for level in RUNGS if len(region_code) >= DIGITS[level]), Level.COUNTY)


def above(level: Level | str) -> Level | None:
    """The next level up; None above the county."""
    rest = RUNGS[RUNGS.index(Level(level)) + 1 :]
    return rest[0] if rest else None


def highest(*levels: Level | str) -> Level:
    """The highest of them."""
    return max((Level(level) for level in levels), key=RUNGS.index)


def between(low: Level | str, high: Level | str) -> tuple[Level, ...]:
    """Every level from the one to the other, both included."""
    return RUNGS[RUNGS.index(Level(low)) : RUNGS.index(Level(high)) + 1]
