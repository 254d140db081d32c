"""Another start may find more: what one search misses, several of them find."""

import pytest

from services.dispatch.routing import starts
from services.dispatch.routing.problem import Problem, Route, Solution, Why
from services.dispatch.routing.solver import NoWay
from services.dispatch.routing.starts import best_of
from tests.dispatch.ground import day

FOUND = {1: (12, 0), 2: (9, 1), 3: (11, 0), 4: (10, 0)}  # seed → metres, stops left out


@pytest.fixture
def luck(monkeypatch):
    """A search whose luck is known by its seed; no way at all from any other."""
    asked = []

    def solve(problem: Problem, *, seconds: float, seed: int) -> Solution:
        asked.append(seed)
        if seed not in FOUND:
            raise NoWay
        metres, left = FOUND[seed]
        return Solution((Route("a", (), metres),), dict.fromkeys(map(str, range(left)), Why.NO_TIME_LEFT))

    monkeypatch.setattr(starts, "solve", solve)
    return asked


@pytest.mark.parametrize(("seed", "metres"), [(1, 10), (3, 10), (4, 10)])
def test_the_shortest_that_leaves_fewest_out_counts(luck, seed, metres):
    assert best_of(day(1, 1, seed=1), seconds=0.2, seed=seed).distance == metres
    assert len(luck) > 1


def test_without_time_one_start_is_tried_all_the_same(luck):
    assert best_of(day(1, 1, seed=1), seconds=0, seed=2).distance == 9
    assert luck == [2]


def test_no_way_from_any_start_is_said(luck):
    with pytest.raises(NoWay):
        best_of(day(1, 1, seed=1), seconds=0.1, seed=99)


def test_a_real_day_side_by_side_serves_what_one_search_serves():
    problem = day(12, 3, seed=5)
    both, alone = best_of(problem, seconds=2, processes=2), best_of(problem, seconds=0)
    assert (len(both.left), both.distance) <= (len(alone.left), alone.distance)
