"""A line over time, drawn on the server: months along the foot, per cent upwards, the goal as a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.supervision.models import Reading

WIDTH, TOP, FOOT, EDGE = 352, 16, 104, 20
LABELLED = 4  # with more months only every second is named


@dataclass(frozen=True)
class Point:
    reading: Reading
    x: float
    y: float
    named: bool  # its month stands below
    valued: bool  # its value stands beside it
    lift: int = -9  # above the line, or below it where the goal is


@dataclass(frozen=True)
class Curve:
    """``line`` is what a polyline takes; ``goal`` the height of the dashed line."""

    points: list[Point]
    line: str
    goal_y: float
    goal: int
    low: int


def curve(rows: Sequence[Reading]) -> Curve | None:
    """None with fewer than two months that counted anything."""
    counted = [row for row in rows if row.percent is not None]
    if len(counted) < 2:
        return None
    goal = counted[-1].goal
    least = min([goal, *(row.percent or 0 for row in counted)])
    low = max(0, int(least // 10) * 10 - 10)
    step = (WIDTH - 2 * EDGE) / (len(counted) - 1)

    def height(value: float) -> float:
        return round(FOOT - (value - low) * (FOOT - TOP) / (100 - low), 1)

    every = 1 if len(counted) <= 2 * LABELLED else 2
    points = [
        Point(
            row,
            round(EDGE + number * step, 1),
            height(row.percent or 0),
            (len(counted) - 1 - number) % every == 0,
            number in (0, len(counted) - 1),
            18 if 0 <= height(row.percent or 0) - height(goal) < 22 else -9,
        )
        for number, row in enumerate(counted)
    ]
    return Curve(points, " ".join(f"{one.x},{one.y}" for one in points), height(goal), goal, low)
