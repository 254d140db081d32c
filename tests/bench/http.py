"""A small HTTP load: the same client for what is measured and for its floor.

Its lines speak just enough HTTP/1.1: a library's client took more processor time than the server that it measured.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx


@dataclass(frozen=True)
class Post:
    """One POST with its token."""

    path: str
    token: str


def posts_a_second(url: str, posts: Sequence[Post], *, at_once: int) -> tuple[float, Counter[int]]:
    """Send every POST once, ``at_once`` in flight; return the rate and how often each status came."""
    body = b"{}"
    same = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    asked = [
        _question("POST", url, post.path, f"Authorization: Bearer {post.token}\r\n{same}") + body for post in posts
    ]
    return asyncio.run(_send(url, asked, at_once))


def gets_a_second(url: str, path: str, cookies: dict[str, str], count: int, *, at_once: int) -> float:
    """Read one page so often, ``at_once`` in flight, after a tenth as many to warm up; every answer must be 200."""
    kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
    question = _question("GET", url, path, f"Cookie: {kept}\r\n" if kept else "")
    for reads in (count // 10, count):
        rate, statuses = asyncio.run(_send(url, [question] * reads, at_once))
        assert set(statuses) == {200}, (path, statuses)
    return rate


def _question(method: str, url: str, path: str, headers: str) -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n{headers}\r\n".encode()


async def _send(url: str, questions: Sequence[bytes], at_once: int) -> tuple[float, Counter[int]]:
    statuses: Counter[int] = Counter()
    waiting = iter(questions)
    started = time.perf_counter()
    await asyncio.gather(*(_line(url, waiting, statuses) for _ in range(at_once)))
    return len(questions) / (time.perf_counter() - started), statuses


async def _line(url: str, waiting: Iterable[bytes], statuses: Counter[int]) -> None:
    """One connection, kept open, that asks until nothing waits."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    for question in waiting:
        writer.write(question)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))  # an answer without its length is none that this house gives
        statuses[int(head.split(b" ", 2)[1])] += 1
    writer.close()


def median_seconds(client: httpx.Client, path: str, *, times: int = 15) -> float:
    """Median time of a GET after two warm-ups; every answer must be 200."""
    taken = []
    for _ in range(times + 2):
        started = time.perf_counter()
        answer = client.get(path)
        taken.append(time.perf_counter() - started)
        assert answer.status_code == 200, (path, answer.status_code)
    return sorted(taken[2:])[times // 2]
