"""``make bench-province``: every page of every demo login with a county in the database, then with a province around.

Two cores need about an hour and 60 GB of disk. What was measured is kept in VAR, so a run that was stopped goes on; a
page is measured at both sizes at the same address. Figures: how long the province takes to load, each page's median
beside its median at county size, the 95th percentile of a mixed load, the memory of the server.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from tests.bench.ground import ROOT
from tests.bench.say import say
from timebank.config.embedded_postgres import Server

FOLDER = Path(os.environ.get("VAR") or ROOT / "var" / "province")
PASSWORD = os.environ.get("DEMO_PASSWORD") or "for-measuring-only"
LOGINS = ("helper", "family", "volunteer", "manager", "village", "township", "county", "operator", "finance", "health")
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)"')
NOT_PAGES = re.compile(r"^/(account/|i18n|static|media|sw\.js|api/)|\.(pdf|csv|xlsx|png|ics|json|svg)$|/export")
AT_MOST, TIMES, LOAD_SECONDS, READERS = 60, 5, 60, 4  # pages of a login, looks at each, seconds and readers of the load
# As whoever runs a province would set it: a fifth of 24 GB, and no checkpoint every few seconds while it loads.
LARGE = (("shared_buffers", "4GB"), ("max_wal_size", "16GB"), ("checkpoint_timeout", "30min"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS") or 20_000)


def manage(*command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, env=_environment())


def _environment() -> dict[str, str]:
    return os.environ | {"VAR": str(FOLDER), "DEMO": "1", "DEMO_PASSWORD": PASSWORD}


class House:
    """The real server on this data, and a signed-in reader for each login."""

    def __enter__(self) -> "House":
        command = [sys.executable, "manage.py", "serve", "--port", "0"]
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        self.process = subprocess.Popen(command, cwd=ROOT, env=_environment(), **pipes)
        assert self.process.stdout
        line = next(line for line in self.process.stdout if "http://" in line)
        self.url = re.search(r"http://[\w.:]+", line)[0]  # type: ignore[index]
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        self.readers = {name: self._signed_in(name) for name in LOGINS}
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)

    def _signed_in(self, name: str) -> httpx.Client:
        client = httpx.Client(base_url=self.url, timeout=120, follow_redirects=True)
        page = client.get("/account/login/")
        form = {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        answer = client.post("/account/login/", data=form, headers={"Referer": str(page.url)})
        assert answer.status_code == 200, (name, answer.status_code)
        assert "/account/login" not in str(answer.url), name
        return client

    def memory(self) -> float:
        """MB of the server and its workers."""
        listed = ["ps", "-o", "rss=", "--pid", str(self.process.pid), "--ppid", str(self.process.pid)]
        told = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
        return sum(int(word) for word in told.split()) / 1024


def pages_of(client: httpx.Client) -> list[str]:
    """One address of each kind that a login reaches by links, nearest first: numbers and keys make no new kind."""
    found, seen, waiting = [], set[str](), ["/"]
    while waiting and len(found) < AT_MOST:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "*", path.partition("?")[0])
        if kind in seen or NOT_PAGES.search(path.partition("?")[0]):
            continue
        seen.add(kind)
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        found.append(path)
        here = urlsplit(str(answer.url)).path
        waiting += [urljoin(here, link.replace("&amp;", "&")) for link in LINK.findall(answer.text)]
    return found


def looks(house: House, pages: dict[str, list[str]]) -> dict[str, float]:
    """``login path`` → median seconds."""
    found = {}
    for name, paths in pages.items():
        for path in paths:
            taken = []
            for _ in range(TIMES + 1):
                started = time.perf_counter()
                answer = house.readers[name].get(path)
                taken.append(time.perf_counter() - started)
                assert answer.status_code == 200, (name, path, answer.status_code)
            found[f"{name} {path}"] = statistics.median(taken[1:])
    return found


def mixed_load(house: House, pages: dict[str, list[str]]) -> list[float]:
    """Seconds of each answer while several read whatever page comes next."""
    taken: list[float] = []
    until = time.monotonic() + LOAD_SECONDS
    every = [(name, path) for name, paths in pages.items() for path in paths]

    def read(seed: int) -> None:
        rng = Random(seed)
        while time.monotonic() < until:
            name, path = rng.choice(every)
            started = time.perf_counter()
            house.readers[name].get(path)
            taken.append(time.perf_counter() - started)

    readers = [threading.Thread(target=read, args=[seed]) for seed in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return sorted(taken)


def memory(house: House, pages: dict[str, list[str]]) -> None:
    """Before, half-way and after many requests."""
    every = [(name, path) for name, paths in pages.items() for path in paths]
    for number in range(min(1000, REQUESTS)):
        name, path = every[number % len(every)]
        house.readers[name].get(path)
    warm = house.memory()
    light = [(name, path) for name, path in every if path.count("/") <= 3]
    for number in range(REQUESTS):
        name, path = light[number % len(light)]
        house.readers[name].get(path)
    say(
        "province", f"memory of the server after {REQUESTS:,} more requests", house.memory(), "MB", floor=round(warm, 1)
    )


def main() -> None:
    """County, looks; province, the same looks."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / "looks.json"
    with Server(FOLDER / "postgres", LARGE).running():
        manage("migrate", "--verbosity", "0")
        manage("collectstatic", "--no-input", "--verbosity", "0")
        if not kept.exists():
            manage("seed_demo", "--scale", "county")
            with House() as house:
                pages = {name: pages_of(client) for name, client in house.readers.items()}
                kept.write_text(json.dumps({"pages": pages, "looks": looks(house, pages)}, ensure_ascii=False))
        before = json.loads(kept.read_text())
        started = time.monotonic()
        manage("seed_demo", "--scale", "province")
        say("province", "a county grows to a province", (time.monotonic() - started) / 60, "minutes")
        with House() as house:
            for page, seconds in looks(house, before["pages"]).items():
                say("province", page, seconds * 1000, "ms", floor=round(before["looks"][page] * 1000, 2))
            taken = mixed_load(house, before["pages"])
            say("province", f"95th of 100 answers, {READERS} readers", taken[len(taken) * 95 // 100] * 1000, "ms")
            memory(house, before["pages"])


if __name__ == "__main__":
    main()
