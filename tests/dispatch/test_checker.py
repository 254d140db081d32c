"""The checker's negative controls: each kind of untruth is found, and the truth is not accused."""

from dataclasses import replace

import pytest

from services.dispatch.routing.checker import faults
from services.dispatch.routing.problem import Problem, Route, Solution, Visit, Why
from tests.dispatch.ground import HOUR, MINUTE, NOON, line, member, stop

A = replace(stop("a", 1, 9), skills=frozenset({"bath"}), load=1)
B = replace(stop("b", 2, 14), load=1)
GUO = member("guo", skills=frozenset({"bath"}), capacity=2, rests=(NOON,))
DAY = Problem((A, B), (GUO, member("hua")), *line(0, 1, 2))
FIRST = Visit("a", 9 * HOUR, 9 * HOUR + 30 * MINUTE)
REST = Visit(None, 12 * HOUR, 12 * HOUR + 45 * MINUTE)
SECOND = Visit("b", 14 * HOUR, 14 * HOUR + 30 * MINUTE)
GOOD = Route("guo", (FIRST, REST, SECOND), 6000)


def said(route: Route = GOOD, problem: Problem = DAY, **left: Why) -> str:
    return "; ".join(faults(problem, Solution((route,), left)))


def with_stop(**changes: object) -> Problem:
    return replace(DAY, stops=(replace(A, **changes), B))


def with_guo(**changes: object) -> Problem:
    return replace(DAY, vehicles=(replace(GUO, **changes), DAY.vehicles[1]))


def test_a_true_solution_has_no_fault():
    assert said() == ""


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (replace(GOOD, distance=5999), "another distance"),
        (replace(GOOD, vehicle="nobody"), "no such vehicle"),
        (replace(GOOD, vehicle="hua"), "not skilled"),
        (replace(GOOD, visits=(FIRST, SECOND)), "no rest"),
        (replace(GOOD, visits=(FIRST, replace(REST, ends=12 * HOUR), SECOND)), "no such rest"),
        (replace(GOOD, visits=(FIRST, REST)), "b: forgotten"),
        (replace(GOOD, visits=(FIRST, FIRST, REST, SECOND)), "a: served 2 times"),
        (replace(GOOD, visits=(SECOND, REST, FIRST)), "cannot be there"),
        (replace(GOOD, visits=(replace(FIRST, begins=10 * HOUR), REST, SECOND)), "outside its window"),
        (replace(GOOD, visits=(replace(FIRST, ends=10 * HOUR), REST, SECOND)), "another length"),
        (replace(GOOD, visits=(FIRST, REST, SECOND, Visit("c", 0, 0))), "c: no such stop"),
    ],
)
def test_an_untrue_route_is_found(route, words):
    assert words in said(route)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (with_stop(barred=frozenset({"guo"})), "a: barred"),
        (with_stop(pinned="hua"), "a: pinned to hua"),
        (with_guo(capacity=1), "too much to carry"),
        (with_guo(latest=14 * HOUR + 31 * MINUTE), "home too late"),
        (with_guo(earliest=9 * HOUR), "cannot be there"),
    ],
)
def test_a_rule_that_is_broken_is_found(problem, words):
    assert words in said(problem=problem)


def test_two_routes_of_one_member_and_an_order_both_served_and_left():
    assert "guo: 2 routes" in "; ".join(faults(DAY, Solution((GOOD, Route("guo", (), 0)))))
    assert "a: served and left out" in said(a=Why.NOBODY_MAY)
    assert said(replace(GOOD, visits=(FIRST, REST), distance=2000), b=Why.NOBODY_MAY) == ""
    required = replace(DAY, stops=(A, replace(B, required=True)))
    assert "b: forgotten" in said(replace(GOOD, visits=(FIRST, REST), distance=2000), required, b=Why.NOBODY_MAY)
