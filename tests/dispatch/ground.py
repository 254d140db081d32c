"""Days to be routed, made small or by chance."""

import random

import numpy as np

from services.dispatch.routing.problem import Matrix, Problem, Rest, Stop, Vehicle

MINUTE, HOUR = 60, 3600
NOON = Rest(11 * HOUR, 13 * HOUR, 45 * MINUTE)
SKILLS = ("bath", "repair", "escort")


def line(*kilometres: float) -> tuple[Matrix, Matrix]:
    """Places along a road: metres, and seconds at 10 m/s."""
    at = np.array([1000 * km for km in kilometres])
    metres = np.abs(at[:, None] - at[None, :]).astype(np.int64)
    return metres, metres // 10


def stop(key: str, place: int, hour: float, **more: object) -> Stop:
    begins = int(hour * HOUR)
    return Stop(key, place, begins, begins, service=30 * MINUTE, **more)  # type: ignore[arg-type]


def member(key: str, start: int = 0, **more: object) -> Vehicle:
    return Vehicle(key, start, 8 * HOUR, 18 * HOUR, **more)  # type: ignore[arg-type]


def day(orders: int, members: int, *, seed: int) -> Problem:
    """A county's day by chance: half the orders with a skill, a fifth with somebody known, a few pinned or barred."""
    chance = random.Random(seed)
    xy = np.array([(chance.uniform(0, 12_000), chance.uniform(0, 12_000)) for _ in range(orders + members)])
    gaps = xy[:, None, :] - xy[None, :, :]
    metres = (1.4 * np.sqrt((gaps**2).sum(axis=2))).astype(np.int64)
    keys = [f"m{i}" for i in range(members)]
    vehicles = tuple(
        member(key, orders + i, skills=frozenset(chance.sample(SKILLS, 2)), rests=(NOON,)) for i, key in enumerate(keys)
    )
    stops = tuple(
        Stop(
            f"o{i}",
            i,
            begins := chance.randrange(8 * 4, 17 * 4) * 15 * MINUTE,
            begins + chance.choice((0, 0, 30 * MINUTE)),
            service=chance.choice((30, 45)) * MINUTE,
            skills=frozenset(chance.sample(SKILLS, chance.choice((0, 1)))),
            barred=frozenset(chance.sample(keys, chance.choice((0, 0, 0, 1)))),
            known=frozenset(chance.sample(keys, chance.choice((0, 0, 0, 0, 1)))),
            pinned=chance.choice(keys) if chance.random() < 0.05 else "",
        )
        for i in range(orders)
    )
    return Problem(stops, vehicles, metres, metres // 7, detour=3000)
