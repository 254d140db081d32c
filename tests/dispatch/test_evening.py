"""Hours evened out: nobody idle beside somebody with a full day, ways hardly longer, and no rule bent for it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.dispatch.routing.checker import faults
from services.dispatch.routing.evening import evened
from services.dispatch.routing.problem import Problem, Solution
from services.dispatch.routing.solver import solve
from tests.dispatch.ground import HOUR, day, line, member, stop


def loads(problem: Problem, solution: Solution) -> dict[str, int]:
    """Minutes of each member."""
    length = {one.key: one.service for one in problem.stops}
    found = {vehicle.key: 0 for vehicle in problem.vehicles}
    for route in solution.routes:
        found[route.vehicle] += sum(length[visit.stop] for visit in route.visits if visit.stop) // 60
    return found


def both(*stops, members, road=(0, 1, 1), percent=100):
    problem = Problem(stops, tuple(members), *line(*road), detour=3000)
    found = solve(problem, seconds=0.2)
    return loads(problem, found), loads(problem, evened(problem, found, percent=percent))


def test_nobody_is_idle_beside_a_full_day():
    before, after = both(*(stop(f"s{hour}", 1, hour) for hour in range(9, 15)), members=[member("guo"), member("hua")])
    assert sorted(before.values()) == [0, 180]
    assert sorted(after.values()) == [90, 90]


def test_whoever_has_half_the_time_gets_half_the_work():
    half = member("hua")
    half = type(half)(half.key, half.start, 8 * HOUR, 13 * HOUR)
    _before, after = both(*(stop(f"s{n}", 1, 9 + n / 2) for n in range(6)), members=[member("guo"), half])
    assert (after["guo"], after["hua"]) == (120, 60)


def test_ways_are_not_made_longer_than_the_rule_allows():
    stops = [stop(f"s{hour}", 1, hour) for hour in range(9, 15)]
    far = [member("guo", 1), member("hua", 2)]
    for percent in (0, 20):
        before, after = both(*stops, members=far, road=(0, 1, 9), percent=percent)
        assert after == before == {"guo": 180, "hua": 0}


def test_what_is_pinned_and_whoever_is_known_stays():
    stops = [stop("a", 1, 9, pinned="guo"), stop("b", 1, 10, known=frozenset({"guo"})), stop("c", 1, 11)]
    _before, after = both(*stops, members=[member("guo", 1), member("hua", 1)])
    assert after == {"guo": 60, "hua": 30}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(2, 8))
def test_any_day_stays_without_a_fault_serves_the_same_and_becomes_fairer(seed, orders, members):
    problem = day(orders, members, seed=seed)
    found = solve(problem, seconds=0.1)
    fair = evened(problem, found, percent=15)
    assert faults(problem, fair) == []
    assert fair.left == found.left
    assert fair.distance * 100 <= found.distance * 115
    assert spread(problem, fair) <= spread(problem, found)


def spread(problem: Problem, solution: Solution) -> int:
    return sum(minutes**2 for minutes in loads(problem, solution).values())
