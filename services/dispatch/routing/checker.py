"""Is a solution true? Looks at the figures only and shares no line with what made them."""

from collections import Counter

from services.dispatch.routing.problem import Problem, Rest, Route, Solution, Stop, Vehicle


def faults(problem: Problem, solution: Solution) -> list[str]:
    """Everything wrong with a solution, in plain words; empty when it can be kept as it stands."""
    stops = {stop.key: stop for stop in problem.stops}
    vehicles = {vehicle.key: vehicle for vehicle in problem.vehicles}
    found = []
    served = Counter(visit.stop for route in solution.routes for visit in route.visits if visit.stop is not None)
    for key, times in served.items():
        if key not in stops:
            found.append(f"{key}: no such stop")
        if times > 1:
            found.append(f"{key}: served {times} times")
        if key in solution.left:
            found.append(f"{key}: served and left out")
    for stop in problem.stops:
        if stop.key not in served and (stop.required or stop.key not in solution.left):
            found.append(f"{stop.key}: forgotten")
    for key, times in Counter(route.vehicle for route in solution.routes).items():
        if times > 1:
            found.append(f"{key}: {times} routes")
    for route in solution.routes:
        vehicle = vehicles.get(route.vehicle)
        if vehicle is None:
            found.append(f"{route.vehicle}: no such vehicle")
        elif all(visit.stop is None or visit.stop in stops for visit in route.visits):
            found += [f"{vehicle.key}: {words}" for words in _faults_of(problem, vehicle, route, stops)]
    return found


def _faults_of(problem: Problem, vehicle: Vehicle, route: Route, stops: dict[str, Stop]) -> list[str]:
    found = []
    clock, place, metres, load = vehicle.earliest, vehicle.start, 0, 0
    rests = list(vehicle.rests)
    for visit in route.visits:
        stop = stops[visit.stop] if visit.stop is not None else None
        there = stop.place if stop else vehicle.start
        if visit.begins < clock + problem.duration[place, there]:
            found.append(f"{visit.stop}: cannot be there at {visit.begins}")
        if stop:
            load += stop.load
            found += _faults_at(vehicle, stop, visit.begins, visit.ends)
        else:
            rest = next((rest for rest in rests if _is(rest, visit.begins, visit.ends)), None)
            if rest is None:
                found.append(f"no such rest at {visit.begins}")
            else:
                rests.remove(rest)
        metres += int(problem.distance[place, there])
        clock, place = visit.ends, there
    if clock + problem.duration[place, vehicle.start] > vehicle.latest:
        found.append("home too late")
    if rests:
        found.append("no rest")
    if vehicle.capacity is not None and load > vehicle.capacity:
        found.append("too much to carry")
    if metres + problem.distance[place, vehicle.start] != route.distance:
        found.append("another distance")
    return found


def _faults_at(vehicle: Vehicle, stop: Stop, begins: int, ends: int) -> list[str]:
    found = []
    if not stop.earliest <= begins <= stop.latest:
        found.append(f"{stop.key}: outside its window")
    if ends - begins != stop.service:
        found.append(f"{stop.key}: another length")
    if stop.skills - vehicle.skills:
        found.append(f"{stop.key}: not skilled")
    if vehicle.key in stop.barred:
        found.append(f"{stop.key}: barred")
    if stop.pinned and stop.pinned != vehicle.key:
        found.append(f"{stop.key}: pinned to {stop.pinned}")
    return found


def _is(rest: Rest, begins: int, ends: int) -> bool:
    return rest.earliest <= begins <= rest.latest and ends - begins == rest.length
