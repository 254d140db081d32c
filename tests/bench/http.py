"""A small HTTP load: the same client for what is measured and for its floor."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Post:
    """One POST with its token."""

    path: str
    token: str


def posts_a_second(url: str, posts: Sequence[Post], *, at_once: int) -> tuple[float, Counter[int]]:
    """Send every POST once, ``at_once`` in flight; return the rate and how often each status came."""
    return asyncio.run(_send(url, posts, at_once))


async def _send(url: str, posts: Sequence[Post], at_once: int) -> tuple[float, Counter[int]]:
    statuses: Counter[int] = Counter()
    waiting = iter(posts)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits(max_connections=at_once)) as client:

        async def work() -> None:
            for post in waiting:
                answer = await client.post(post.path, json={}, headers={"Authorization": f"Bearer {post.token}"})
                statuses[answer.status_code] += 1

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(at_once)))
        return len(posts) / (time.perf_counter() - started), statuses


def gets_a_second(url: str, path: str, cookies: dict[str, str], count: int, *, at_once: int) -> float:
    """Read one page so often, ``at_once`` in flight, after a tenth as many to warm up; every answer must be 200."""

    async def read() -> float:
        limits = httpx.Limits(max_connections=at_once)
        async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=60, limits=limits) as client:

            async def work(waiting: Iterator[int]) -> None:
                for _ in waiting:
                    answer = await client.get(path)
                    assert answer.status_code == 200, (path, answer.status_code)

            for reads in (count // 10, count):
                waiting = iter(range(reads))
                started = time.perf_counter()
                await asyncio.gather(*(work(waiting) for _ in range(at_once)))
            return count / (time.perf_counter() - started)

    return asyncio.run(read())


def median_seconds(client: httpx.Client, path: str, *, times: int = 15) -> float:
    """Median time of a GET after two warm-ups; every answer must be 200."""
    taken = []
    for _ in range(times + 2):
        started = time.perf_counter()
        answer = client.get(path)
        taken.append(time.perf_counter() - started)
        assert answer.status_code == 200, (path, answer.status_code)
    return sorted(taken[2:])[times // 2]
