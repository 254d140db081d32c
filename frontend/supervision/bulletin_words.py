"""A bulletin as pages and sheets show it: its figures with names and words in the reader's language."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.supervision.gauges import GAUGES, Gauge
from services.supervision.models import Bulletin
from services.supervision.models.reading import light, percent


@dataclass(frozen=True)
class Figure:
    """A pair of a snapshot: ``numerator`` of ``denominator``, against the goal of that day."""

    numerator: int
    denominator: int
    goal: int

    @property
    def percent(self) -> float | None:
        return percent(self.numerator, self.denominator)

    @property
    def light(self) -> Any:
        return light(self.numerator, self.denominator, goal=self.goal, red_below=0)

    @property
    def short(self) -> int:
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Told:
    """A gauge in a bulletin: now, the month before, and the villages on the red list."""

    gauge: Gauge
    now: Figure | None
    before: Figure | None
    red: list[list[Any]]


@dataclass(frozen=True)
class Place:
    name: str
    figures: list[Figure | None]


@dataclass(frozen=True)
class Shown:
    on: date | None
    gauges: list[Told]
    places: list[Place]


def shown(bulletin: Bulletin) -> Shown:
    """From the snapshot alone: what a published bulletin says never changes."""
    rows = bulletin.rows
    if not rows:
        return Shown(None, [], [])
    told = [
        Told(
            GAUGES[one["code"]],
            _figure(one["now"], one["goal"]),
            _figure(one["before"], one["goal"]),
            rows["red"].get(one["code"], []),
        )
        for one in rows["gauges"]
        if one["code"] in GAUGES
    ]
    goals = {one["code"]: one["goal"] for one in rows["gauges"]}
    places = [
        Place(place["name"], [_figure(place["now"].get(one.gauge.code.value), goals[one.gauge.code]) for one in told])
        for place in rows["places"]
    ]
    return Shown(date.fromisoformat(rows["on"]), told, places)


def _figure(pair: list[int] | None, goal: int | None) -> Figure | None:
    return Figure(pair[0], pair[1], goal or 0) if pair else None
