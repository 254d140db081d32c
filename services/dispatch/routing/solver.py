"""Routes by PyVRP, an iterated local search (ADR 24). The only file that knows the library."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import numpy as np
import pyvrp

from services.dispatch.routing.checker import faults
from services.dispatch.routing.problem import (
    Matrix,
    Problem,
    Rest,
    Route,
    Solution,
    Stop,
    Vehicle,
    Why,
    may,
    schedule,
)

Tick = Callable[[float], None]
PATIENCE = 30_000  # rounds without a better idea, after which there will be none


class SolverLied(Exception):
    """What came back cannot be kept: a fault of ours or of the library's, never of the data."""


class NoWay(Exception):
    """Not every required stop can be served."""


def solve(problem: Problem, *, seconds: float, seed: int = 1, tick: Tick | None = None) -> Solution:
    """The shortest routes found in ``seconds``, every one checked; ``tick`` hears the share of the time that has gone.

    Raises NoWay when a required stop remains, SolverLied when the check finds a fault.
    """
    if not problem.stops or not problem.vehicles:
        return _whole(problem, {})
    orders = _Translation(problem).solved(seconds, seed, tick)
    solution = _whole(problem, orders)
    if any(stop.required and stop.key in solution.left for stop in problem.stops):
        raise NoWay
    return checked(problem, solution)


def checked(problem: Problem, solution: Solution) -> Solution:
    """The solution, if it can be kept as it stands; SolverLied otherwise."""
    found = faults(problem, solution)
    if found:
        raise SolverLied("; ".join(found[:5]))
    return solution


def _whole(problem: Problem, orders: dict[str, list[Stop | Rest]]) -> Solution:
    """Times for each order of stops, and a reason for each stop that is in none."""
    vehicles = {vehicle.key: vehicle for vehicle in problem.vehicles}
    routes = []
    for key, order in orders.items():
        if any(isinstance(one, Stop) for one in order):
            route = _rested(problem, vehicles[key], order)
            if route is None:
                raise SolverLied(f"{key}: not in time")
            if any(visit.stop is not None for visit in route.visits):
                routes.append(route)
    served = {visit.stop for route in routes for visit in route.visits}
    left = {stop.key: _why(problem, stop) for stop in problem.stops if stop.key not in served}
    return Solution(tuple(routes), left)


def _rested(problem: Problem, vehicle: Vehicle, order: list[Stop | Rest]) -> Route | None:
    """The route with every rest in it; where the search left one out, stops give way to it, as few as can be."""
    missing = list(vehicle.rests)
    for one in order:
        if isinstance(one, Rest):
            missing.remove(one)
    tries: list[list[Stop | Rest]] = [order]
    while tries:
        for kept in tries:
            route = _fitted(problem, vehicle, kept, missing)
            if route is not None:
                return route
        kept = tries[0]
        tries = [kept[:i] + kept[i + 1 :] for i, one in enumerate(kept) if isinstance(one, Stop)]
    return None


def _fitted(problem: Problem, vehicle: Vehicle, order: list[Stop | Rest], rests: list[Rest]) -> Route | None:
    """This order with these rests put in wherever they fit; None where they do not."""
    orders = [order]
    for rest in rests:
        orders = [[*one[:i], rest, *one[i:]] for one in orders for i in range(len(one) + 1)]
    return next((route for one in orders if (route := schedule(problem, vehicle, one))), None)


def _why(problem: Problem, stop: Stop) -> Why:
    able = [vehicle for vehicle in problem.vehicles if may(vehicle, stop)]
    if not able:
        return Why.NOBODY_MAY
    return Why.NO_TIME_LEFT if any(alone(problem, vehicle, [stop]) for vehicle in able) else Why.NOT_IN_HOURS


def alone(problem: Problem, vehicle: Vehicle, stops: list[Stop]) -> Route | None:
    """A route with just these stops, by the time they begin, their rests wherever they fit; None without one."""
    order: list[Stop | Rest] = [*sorted(stops, key=lambda stop: (stop.latest, stop.earliest))]
    return _fitted(problem, vehicle, order, list(vehicle.rests))


@dataclass(frozen=True)
class _Class:
    """Vehicles that are alike in everything the solver sees."""

    like: Vehicle
    keys: list[str]


class _Translation:
    """The problem in the library's terms.

    Who may not go somewhere pays a fare that no stop is worth; a stop is worth more than any way round, a rest more
    than the stops in its way. Each vehicle that differs has a fare table of its own.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._classes = _classes(problem)
        stops = problem.stops
        self._tasks: list[Stop | Rest] = [*stops]
        self._owner: list[int | None] = [None] * len(stops)
        for number, one in enumerate(self._classes):
            for rest in one.like.rests:
                self._tasks.append(rest)
                self._owner.append(number)
        way = 2 * int(problem.distance.max(initial=0)) + problem.detour + 1
        self._prize = way
        self._rest_prize = 4 * way
        self._fare = 6 * way

    def solved(self, seconds: float, seed: int, tick: Tick | None) -> dict[str, list[Stop | Rest]]:
        stop = _Clock(seconds, tick)
        result = pyvrp.solve(self._data(), stop=stop, seed=seed, collect_stats=False, display=False)
        if not result.best.is_feasible():
            raise NoWay
        free = [list(one.keys) for one in self._classes]
        orders: dict[str, list[Stop | Rest]] = {}
        for route in result.best.routes():
            number = route.vehicle_type()
            vehicle = self._classes[number].like
            tasks = [(a.idx, self._tasks[a.idx]) for a in route if a.is_client()]
            kept = [task for index, task in tasks if self._welcome(number, vehicle, index, task)]
            orders[free[number].pop(0)] = kept
        return orders

    def _welcome(self, number: int, vehicle: Vehicle, index: int, task: Stop | Rest) -> bool:
        return may(vehicle, task) if isinstance(task, Stop) else self._owner[index] == number

    def _data(self) -> pyvrp.ProblemData:
        places = [one.like.start for one in self._classes]
        for task, owner in zip(self._tasks, self._owner, strict=True):
            places.append(task.place if isinstance(task, Stop) else self._classes[owner or 0].like.start)
        index, first = np.ix_(places, places), len(self._classes)
        distance, duration = self._problem.distance[index], self._problem.duration[index]
        np.fill_diagonal(distance, 0)
        np.fill_diagonal(duration, 0)
        fares: list[Any] = [self._fares(distance, i, one.like) for i, one in enumerate(self._classes)]
        times: list[Any] = [duration] * first
        return pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0)] * len(places),
            clients=[self._client(first + i, task) for i, task in enumerate(self._tasks)],
            depots=[pyvrp.Depot(i) for i in range(first)],
            vehicle_types=[self._vehicle_type(i, one) for i, one in enumerate(self._classes)],
            distance_matrices=fares,
            duration_matrices=times,
        )

    def _client(self, location: int, task: Stop | Rest) -> pyvrp.Client:
        stop = task if isinstance(task, Stop) else None
        return pyvrp.Client(
            location,
            delivery=[stop.load if stop else 0],
            service_duration=stop.service if stop else task.length,  # type: ignore[union-attr]
            tw_early=task.earliest,
            tw_late=task.latest,
            required=bool(stop and stop.required),
            prize=0 if stop and stop.required else self._prize if stop else self._rest_prize,
        )

    def _vehicle_type(self, number: int, one: _Class) -> pyvrp.VehicleType:
        vehicle = one.like
        limit = vehicle.capacity
        return pyvrp.VehicleType(
            num_available=len(one.keys),
            capacity=[sum(stop.load for stop in self._problem.stops) if limit is None else limit],
            start_depot=number,
            end_depot=number,
            tw_early=vehicle.earliest,
            tw_late=vehicle.latest,
            profile=number,
        )

    def _fares(self, distance: Matrix, number: int, vehicle: Vehicle) -> Matrix:
        fares, first = distance.copy(), len(self._classes)
        for i, task in enumerate(self._tasks):
            if not self._welcome(number, vehicle, i, task):
                fares[:, first + i] += self._fare
            elif isinstance(task, Stop) and task.known and vehicle.key not in task.known:
                fares[:, first + i] += self._problem.detour
        np.fill_diagonal(fares, 0)
        return fares


def _classes(problem: Problem) -> list[_Class]:
    """Vehicles by everything but their name; whoever a stop names, or who rests, is a class of their own."""
    named = {key for stop in problem.stops for key in (*stop.barred, *stop.known, stop.pinned)}
    alike: defaultdict[Vehicle, list[str]] = defaultdict(list)
    for vehicle in problem.vehicles:
        own = vehicle.key in named or bool(vehicle.rests)
        alike[vehicle if own else replace(vehicle, key="")].append(vehicle.key)
    return [_Class(like, keys) for like, keys in alike.items()]


class _Clock:
    """Stops when the time is up or patience is out, and says how far it is."""

    def __init__(self, seconds: float, tick: Tick | None) -> None:
        self._since, self._seconds, self._tick = perf_counter(), seconds, tick
        self._best: int | None = None
        self._idle, self._told = 0, 0.0

    def __call__(self, best_cost: int) -> bool:
        gone = (perf_counter() - self._since) / self._seconds if self._seconds > 0 else 1.0
        self._idle = 0 if best_cost != self._best else self._idle + 1
        self._best = best_cost
        if self._tick and gone - self._told >= 0.05:
            self._told = gone
            self._tick(min(gone, 1.0))
        return gone >= 1 or self._idle > PATIENCE
