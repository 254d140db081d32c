"""How much there is to fear for an elder: points for what the dossier says, and a tier by the region's thresholds.

N10 and N64 ask for tiers and leave the measure to the counties. The points are the house's proposal; a person may put
an elder into another tier, with a reason and for a time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.enums import Tier
from accounts.elders.rules.picture import Picture


@dataclass(frozen=True)
class Point:
    """Something that adds ``points`` to the score."""

    code: str
    points: int
    sentence: Any


@dataclass(frozen=True)
class Risk:
    """The tier, the score it comes from, what adds to it, and whether a person decided otherwise."""

    tier: Tier
    score: int
    points: tuple[Point, ...]
    by_person: bool = False


Holds = Callable[[Picture], bool]


def _is(code: str, *wanted: Any) -> Holds:
    return lambda picture: picture.values.get(code) in wanted


def _any(code: str, *wanted: str) -> Holds:
    return lambda picture: bool(set(picture.values.get(code) or ()) & set(wanted))


def _some(code: str) -> Holds:
    return lambda picture: bool(picture.values.get(code))


def _old(years: int) -> Holds:
    return lambda picture: picture.age is not None and picture.age >= years


def _dependent(picture: Picture) -> bool:
    return picture.ability in ("SEVERE", "COMPLETE") or (not picture.ability and _is("self_care", "UNABLE")(picture))


def _needs_help(picture: Picture) -> bool:
    return picture.ability in ("MILD", "MODERATE") or (not picture.ability and _is("self_care", "PARTLY")(picture))


TABLE: tuple[tuple[Point, Holds], ...] = (
    (Point("very_old", 2, _("80 or older")), _old(80)),
    (Point("oldest", 1, _("90 or older")), _old(90)),
    (Point("dependent", 4, _("Depends on others in everyday life")), _dependent),
    (Point("needs_help", 2, _("Needs some help in everyday life")), _needs_help),
    (Point("gravely_ill", 3, _("Gravely ill")), _is("serious_illness", True)),
    (Point("mind", 2, _("Dementia or mental illness")), _any("illnesses", "DEMENTIA", "MENTAL")),
    (Point("alone", 2, _("Lives alone")), _is("lives_with", "ALONE")),
    (Point("grandchildren", 1, _("Lives with grandchildren only")), _is("lives_with", "GRANDCHILDREN")),
    (Point("poor", 2, _("In hardship")), _is("poverty", "EXTREME", "LOW_INCOME")),
    (Point("nearly_poor", 1, _("Close to hardship")), _is("poverty", "EDGE")),
    (Point("heavy_work", 1, _("Heavy farm work")), _is("farm_work", "HEAVY")),
    (Point("house_unsafe", 2, _("The house is unsafe")), _is("house_rating", "C", "D")),
    (Point("fire", 1, _("High risk of fire")), _is("fire_risk", "HIGH")),
    (Point("unprotected", 2, _("Without protection")), _is("lacks_safety", True)),
    (Point("happened", 2, _("Something bad happened within a year")), _some("happened")),
    (Point("lonely", 1, _("Lonely")), _is("lacks_comfort", True)),
)
LEFT_BEHIND = Point("left_behind", 1, pgettext_lazy("risk", "Left behind"))


def risk(picture: Picture, *, left_behind: bool | None, high_from: int, middle_from: int) -> Risk:
    """Score the picture; ``high_from`` and ``middle_from`` are the region's thresholds in points."""
    points = [point for point, holds in TABLE if holds(picture)]
    if left_behind:
        points.append(LEFT_BEHIND)
    score = sum(point.points for point in points)
    tier = Tier.HIGH if score >= high_from else Tier.MIDDLE if score >= middle_from else Tier.LOW
    if picture.override is not None:
        return Risk(picture.override, score, tuple(points), by_person=True)
    return Risk(tier, score, tuple(points))
