"""Hours evened out: work goes from whoever has much of it to whoever has little, as long as the ways stay short.

The search looks for the shortest ways and so likes to send few people for long. This looks at its answer afterwards
and shares nothing with it but the rules of ``schedule``.
"""

from collections import defaultdict
from time import perf_counter

from services.dispatch.routing.problem import Problem, Route, Solution, Stop, Vehicle, may
from services.dispatch.routing.solver import alone


def evened(problem: Problem, solution: Solution, *, percent: int, seconds: float = 1.0) -> Solution:
    """The same stops served with the work spread by the time each person has, all ways at most ``percent`` longer.

    What is pinned stays, a stop stays with whoever is known there, and one that nobody served stays open.
    0 per cent: nothing is moved.
    """
    if percent <= 0 or len(problem.vehicles) < 2 or not solution.routes:
        return solution
    return _Sharing(problem, solution, percent, perf_counter() + seconds).shared()


class _Sharing:
    def __init__(self, problem: Problem, solution: Solution, percent: int, until: float) -> None:
        self._problem, self._left, self._until = problem, solution.left, until
        self._vehicles = {vehicle.key: vehicle for vehicle in problem.vehicles}
        self._routes = {route.vehicle: route for route in solution.routes}
        stops = {stop.key: stop for stop in problem.stops}
        self._of: defaultdict[str, list[Stop]] = defaultdict(list)
        for route in solution.routes:
            self._of[route.vehicle] = [stops[visit.stop] for visit in route.visits if visit.stop is not None]
        self._most = solution.distance * (100 + percent) // 100
        self._distance = solution.distance
        self._load = {key: sum(stop.service for stop in self._of[key]) for key in self._vehicles}

    def shared(self) -> Solution:
        while perf_counter() < self._until and self._moved():
            pass
        return Solution(tuple(route for route in self._routes.values()), self._left)

    def _moved(self) -> bool:
        """One stop moved from the fullest day that can give one away; False when no move makes the days more alike."""
        for giver in sorted(self._load, key=lambda key: (-self._full(key), key)):
            for taker in sorted(self._load, key=lambda key: (self._full(key), key)):
                if self._full(taker) >= self._full(giver):
                    break
                if self._gave(giver, taker):
                    return True
        return False

    def _gave(self, giver: str, taker: str) -> bool:
        gains = sorted(
            ((self._gain(stop, giver, taker), n) for n, stop in enumerate(self._of[giver])), key=lambda one: -one[0]
        )
        for gain, number in gains:
            if gain <= 0 or perf_counter() >= self._until:
                return False
            stop = self._of[giver][number]
            if not self._may_go(stop, giver, taker):
                continue
            rest = [one for one in self._of[giver] if one is not stop]
            more = [*self._of[taker], stop]
            fewer, longer = self._route(giver, rest), self._route(taker, more)
            if longer is None or (rest and fewer is None):
                continue
            distance = self._distance + _metres(fewer) + _metres(longer)
            distance -= _metres(self._routes.get(giver)) + _metres(self._routes.get(taker))
            if distance <= self._most:
                self._take(giver, rest, fewer)
                self._take(taker, more, longer)
                self._distance = distance
                return True
        return False

    def _take(self, key: str, stops: list[Stop], route: Route | None) -> None:
        self._of[key], self._load[key] = stops, sum(stop.service for stop in stops)
        if route is None:
            self._routes.pop(key, None)
        else:
            self._routes[key] = route

    def _route(self, key: str, stops: list[Stop]) -> Route | None:
        return alone(self._problem, self._vehicles[key], stops) if stops else None

    def _may_go(self, stop: Stop, giver: str, taker: str) -> bool:
        """Where somebody goes who is known there, nobody goes instead who is not."""
        familiar = giver not in stop.known or taker in stop.known
        return not stop.pinned and familiar and may(self._vehicles[taker], stop)

    def _time(self, key: str) -> int:
        vehicle: Vehicle = self._vehicles[key]
        return max(1, vehicle.latest - vehicle.earliest)

    def _full(self, key: str) -> float:
        return self._load[key] / self._time(key)

    def _gain(self, stop: Stop, giver: str, taker: str) -> float:
        """By how much the squares of the days, each by the time that person has, become less."""
        before = self._load[giver] ** 2 / self._time(giver) + self._load[taker] ** 2 / self._time(taker)
        fewer, more = self._load[giver] - stop.service, self._load[taker] + stop.service
        return before - fewer**2 / self._time(giver) - more**2 / self._time(taker)


def _metres(route: Route | None) -> int:
    return route.distance if route is not None else 0
