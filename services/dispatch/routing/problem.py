"""A day to be routed, and what came of it. Seconds and metres are whole numbers from where the caller likes."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Stop:
    """Work at a place that begins between ``earliest`` and ``latest`` and then takes ``service``."""

    key: str
    place: int  # row of the travel matrices
    earliest: int
    latest: int
    service: int = 0
    load: int = 0
    skills: frozenset[str] = frozenset()  # all of them are needed
    barred: frozenset[str] = frozenset()  # vehicles that may not: kin, papers, elsewhere at that time
    pinned: str = ""  # this vehicle and no other
    known: frozenset[str] = frozenset()  # vehicles that have been here before and go rather than a stranger
    required: bool = False  # else it may be left out, with a reason


@dataclass(frozen=True)
class Rest:
    """A break, taken where the day begins, that starts between ``earliest`` and ``latest``."""

    earliest: int
    latest: int
    length: int


@dataclass(frozen=True)
class Vehicle:
    """Somebody under way from ``start`` and back within their hours."""

    key: str
    start: int  # row of the travel matrices
    earliest: int
    latest: int
    capacity: int | None = None
    skills: frozenset[str] = frozenset()
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True)
class Problem:
    """``detour`` is how many metres somebody known may travel further before a stranger goes."""

    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    distance: Matrix
    duration: Matrix
    detour: int = 0


class Why(StrEnum):
    """Why a stop is in no route."""

    NOBODY_MAY = "NOBODY_MAY"  # skills, papers, kin
    NOT_IN_HOURS = "NOT_IN_HOURS"  # those who may are not on duty then, or cannot be there in time
    NO_TIME_LEFT = "NO_TIME_LEFT"  # those who may are with others


@dataclass(frozen=True)
class Visit:
    """Begin and end at a stop; ``stop`` is None for a rest."""

    stop: str | None
    begins: int
    ends: int


@dataclass(frozen=True)
class Route:
    vehicle: str
    visits: tuple[Visit, ...]
    distance: int


@dataclass(frozen=True)
class Solution:
    routes: tuple[Route, ...]
    left: dict[str, Why] = field(default_factory=dict)

    @property
    def distance(self) -> int:
        return sum(route.distance for route in self.routes)


def may(vehicle: Vehicle, stop: Stop) -> bool:
    """Skills, bars and pins; says nothing about time."""
    return stop.skills <= vehicle.skills and vehicle.key not in stop.barred and stop.pinned in ("", vehicle.key)


def schedule(problem: Problem, vehicle: Vehicle, order: list[Stop | Rest]) -> Route | None:
    """The earliest times in this order, from the door and back; None where it cannot be kept."""
    clock, at, load, metres = vehicle.earliest, vehicle.start, 0, 0
    visits = []
    for one in order:
        place = one.place if isinstance(one, Stop) else vehicle.start
        begins = max(one.earliest, clock + int(problem.duration[at, place]))
        if begins > one.latest:
            return None
        metres += int(problem.distance[at, place])
        clock = begins + (one.service if isinstance(one, Stop) else one.length)
        load += one.load if isinstance(one, Stop) else 0
        visits.append(Visit(one.key if isinstance(one, Stop) else None, begins, clock))
        at = place
    metres += int(problem.distance[at, vehicle.start])
    late = clock + int(problem.duration[at, vehicle.start]) > vehicle.latest
    if late or (vehicle.capacity is not None and load > vehicle.capacity):
        return None
    return Route(vehicle.key, tuple(visits), metres)
