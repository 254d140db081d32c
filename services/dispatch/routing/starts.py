"""Several searches from different starts, side by side until the time is up; the best answer counts.

One search depends on its start: on RC208 one ends 0.9 % above where another does (ADR 24).
"""

from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import count
from multiprocessing import get_context
from time import time

from services.dispatch.routing.problem import Problem, Solution
from services.dispatch.routing.solver import NoWay, solve

APART = 1000  # between the seeds of two processes: nobody starts that often
LEAST = 0.05  # seconds below which a further start finds nothing


def best_of(problem: Problem, *, seconds: float, seed: int = 1, processes: int = 1) -> Solution:
    """What ``solve`` finds from as many starts as fit into ``seconds`` of the clock, in so many processes.

    The first start is tried whatever the time. Raises NoWay when no start found a way, SolverLied.
    """
    until = time() + seconds
    with ProcessPoolExecutor(max(1, processes - 1), mp_context=get_context("spawn")) as pool:
        others = [pool.submit(_search, problem, until, seed + APART * number) for number in range(1, processes)]
        found = [_search(problem, until, seed), *map(_answer, others)]
    ways = [one for one in found if one is not None]
    if not ways:
        raise NoWay
    return min(ways, key=_worth)


def _search(problem: Problem, until: float, seed: int) -> Solution | None:
    best: Solution | None = None
    for number in count():
        left = until - time()
        if left < LEAST and number:
            return best
        with suppress(NoWay):
            fresh = solve(problem, seconds=max(left, LEAST), seed=seed + number)
            best = fresh if best is None else min(best, fresh, key=_worth)
    raise AssertionError


def _answer(job: "Future[Solution | None]") -> Solution | None:
    """What another process found; one that the machine had no room for is done without."""
    try:
        return job.result()
    except BrokenProcessPool:
        return None


def _worth(solution: Solution) -> tuple[int, int]:
    return len(solution.left), solution.distance
