"""What the numbers of the record add up to. Pure: the same facts give the same points, and each part is said.

The scale is fixed, so that a point means the same in every township and every round; nothing is measured against the
best of the county.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.honours.enums import Kind, Reason

HOUR = 60
FEWEST_RATED = 3  # ratings below so few say little
MISSED_COSTS = 5


@dataclass(frozen=True)
class Part:
    """One reason: ``number`` (minutes of HOURS; of ``of``, where it is a share) and its points; some are negative."""

    reason: Reason
    number: int
    points: int
    of: int = 0
    more: str = ""  # an ISO date, or a mean to one decimal


def parts_of(kind: str, facts: Mapping[str, Any]) -> list[Part]:
    """The reasons of a candidate, in their order; those that say nothing are left out."""
    found = _carer(facts) if kind == Kind.CARER else _family(facts)
    return [part for part in found if part.number or part.of]


def points_of(kind: str, facts: Mapping[str, Any]) -> int:
    """The sum, never below zero."""
    return max(0, sum(part.points for part in parts_of(kind, facts)))


def _carer(facts: Mapping[str, Any]) -> list[Part]:
    """``{minutes, months, elders, pairs, visits, rated, stars, missed}``: counts; stars summed over the rated ones."""
    minutes, rated = int(facts.get("minutes", 0)), int(facts.get("rated", 0))
    mean = facts.get("stars", 0) / rated if rated else 0.0
    rating = min(10, max(0, round((mean - 3) * 5))) if rated >= FEWEST_RATED else 0
    missed, elders = int(facts.get("missed", 0)), int(facts.get("elders", 0))
    months, pairs, visits = (int(facts.get(name, 0)) for name in ("months", "pairs", "visits"))
    return [
        Part(Reason.HOURS, minutes, min(40, minutes // (10 * HOUR))),
        Part(Reason.MONTHS, months, min(24, months)),
        Part(Reason.ELDERS, elders, min(20, elders * 2)),
        Part(Reason.PAIRS, pairs, min(15, pairs * 3)),
        Part(Reason.VISITS, visits, min(10, visits // 3)),
        Part(Reason.RATING, rated, rating, more=f"{mean:.1f}" if rated else ""),
        Part(Reason.MISSED, missed, -MISSED_COSTS * missed),
    ]


def _family(facts: Mapping[str, Any]) -> list[Part]:
    """``{money, care, comfort: [enough, a little, nothing], contact: [lately, noted], last_contact, asked, answered,
    kept: [yes, asked]}``: of the newest notes of each supporter, of the urgings and of the care agreement."""
    duties = [
        _duty(reason, facts.get(name, [0, 0, 0]))
        for reason, name in ((Reason.MONEY, "money"), (Reason.CARE, "care"), (Reason.COMFORT, "comfort"))
    ]
    lately, noted = facts.get("contact", [0, 0])
    asked, answered = int(facts.get("asked", 0)), int(facts.get("answered", 0))
    kept, of = facts.get("kept", [0, 0])
    return [
        *duties,
        Part(
            Reason.CONTACT,
            lately,
            round(20 * lately / noted) if noted else 0,
            of=noted,
            more=str(facts.get("last_contact") or ""),
        ),
        Part(Reason.URGINGS, answered, 5 if asked and answered == asked else 0, of=asked),
        Part(Reason.AGREEMENT, kept, round(10 * kept / of) if of else 0, of=of),
    ]


def _duty(reason: Reason, counted: Any) -> Part:
    """Twenty points when it was enough every time; a little counts half."""
    enough, some, nothing = counted
    of = enough + some + nothing
    return Part(reason, enough, round(20 * (2 * enough + some) / (2 * of)) if of else 0, of=of)
