"""What the solver answers, looked at by the checker that shares nothing with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dispatch.routing.checker import faults
from services.dispatch.routing.problem import Problem, Solution, Why
from services.dispatch.routing.solver import NoWay, solve
from tests.dispatch.ground import HOUR, NOON, day, line, member, stop


def by_member(solution: Solution) -> dict[str, list[str | None]]:
    return {route.vehicle: [visit.stop for visit in route.visits] for route in solution.routes}


def solved(*stops, members, road=(0, 1, 2), detour=0, seconds=0.2) -> Solution:
    return solve(Problem(stops, tuple(members), *line(*road), detour=detour), seconds=seconds)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 25), st.integers(1, 6))
def test_any_day_comes_back_without_a_fault(seed, orders, members):
    problem = day(orders, members, seed=seed)
    solution = solve(problem, seconds=0.1)
    assert faults(problem, solution) == []


def test_who_is_near_goes_and_one_tour_is_shorter_than_two():
    answer = solved(stop("a", 1, 9), stop("b", 2, 10), members=[member("guo"), member("hua", 1)])
    assert by_member(answer) == {"hua": ["a", "b"]}
    assert answer.distance == 2000


def test_the_skilled_go_where_a_skill_is_needed():
    stops = [stop("bath", 1, 9, skills=frozenset({"bath"}))]
    answer = solved(*stops, members=[member("near", 1), member("far", 0, skills=frozenset({"bath"}))])
    assert by_member(answer) == {"far": ["bath"]}


def test_a_pinned_pair_is_kept_however_far():
    answer = solved(stop("a", 1, 9, pinned="far"), members=[member("near", 1), member("far", 2)])
    assert by_member(answer) == {"far": ["a"]}


def test_somebody_known_goes_unless_the_way_is_longer_than_the_detour():
    known = stop("a", 1, 9, known=frozenset({"far"}))
    members = [member("near", 1), member("far", 2)]
    assert by_member(solved(known, members=members, detour=3000)) == {"far": ["a"]}
    assert by_member(solved(known, members=members, detour=1000)) == {"near": ["a"]}


def test_a_rest_is_kept_on_a_full_day():
    stops = [stop(f"s{half}", 1, 8.5 + half / 2) for half in range(17)]
    answer = solved(*stops, members=[member("guo", 1, rests=(NOON,))])
    (route,) = answer.routes
    assert [visit.ends - visit.begins for visit in route.visits if visit.stop is None] == [NOON.length]
    assert set(answer.left.values()) == {Why.NO_TIME_LEFT}


def test_each_order_left_out_says_why():
    stops = [
        stop("kin", 1, 9, barred=frozenset({"guo"})),
        stop("night", 1, 20),
        stop("one", 1, 14),
        stop("two", 2, 14),
    ]
    answer = solved(*stops, members=[member("guo")])
    assert answer.left["kin"] == Why.NOBODY_MAY
    assert answer.left["night"] == Why.NOT_IN_HOURS
    assert [why for key, why in answer.left.items() if key in ("one", "two")] == [Why.NO_TIME_LEFT]


def test_an_empty_day_and_a_day_without_members():
    assert solved(members=[member("guo")]) == Solution(())
    assert solved(stop("a", 1, 9), members=[]).left == {"a": Why.NOBODY_MAY}


@pytest.mark.filterwarnings("ignore:\\s*A penalty parameter")
def test_a_required_stop_nobody_can_serve_is_refused():
    with pytest.raises(NoWay):
        solved(stop("a", 1, 20, required=True), members=[member("guo")])


def test_the_progress_only_grows():
    told: list[float] = []
    solve(day(20, 4, seed=7), seconds=0.3, tick=told.append)
    assert told == sorted(told)
    assert all(0 < share <= 1 for share in told)
    assert told


def test_five_hundred_orders_and_sixty_people():
    problem = day(500, 60, seed=3)
    solution = solve(problem, seconds=4)
    assert faults(problem, solution) == []
    served = sum(visit.stop is not None for route in solution.routes for visit in route.visits)
    assert served + len(solution.left) == 500
    assert served > 300  # more with time to search: over 400 on a machine of its own
    assert min(visit.begins for route in solution.routes for visit in route.visits) >= 8 * HOUR
