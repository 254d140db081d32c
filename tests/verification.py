"""``make verify``: what each row of the verification table proved, on the screen and as a report to read.

It may take hours, so what has passed is remembered by commit and not tried again: that is how ``make verify`` goes on
after it was stopped. ``VERIFY_AFRESH=1`` forgets. Nothing is remembered of a tree with changes.
"""

import json
import os
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.sizes import FULL

ROOT = Path(__file__).resolve().parent.parent
PROPERTIES = {
    1: "zero sum per transfer and unit; cache = sum of entries; floor; reversal and hold at most once; units never mix",
    2: "the same under concurrency",
    3: "append-only",
    4: "tamper evidence",
    5: "claim race: as many win as there are seats, the rest hear so",
    6: "claim against withdrawal, cancellation and expiry: the state is always legal",
    7: "kill -9 of a worker: all or nothing, a retry has one effect",
    8: "database crash: every acknowledged write is there",
    9: "Redis away and back: no failed write, no logout, boards agree within 15 seconds",
    10: "idempotency: one effect, same answer, mismatch refused",
    11: "offline queue: order does not matter, nothing lost, nothing credited twice, a clock far off is looked into",
    12: "time: exact minutes, unchanged birthdays",
    13: "backup under load into a new server: equal balances, counts, chain heads, guards; touched it is refused",
    14: "permission matrix: every door as everybody, with foreign ids and canaries",
    15: "nothing writes fields as they are",
    16: "API fuzz: no failure of ours, every answer of the documented shape",
    17: "uploads: hostile pictures refused, memory +150 MB at most, kept files drawn anew without EXIF",
    18: "bad roster: every row reported, none written, in time and memory",
    19: "xlsx bombs: refused before they are read",
    20: "rate limits: hardly overrun by a hundred at once; headers count for nothing",
    21: "enumeration: who is known here shows neither in answers nor in time",
    22: "hardening: deploy checks, CSRF at every door, headers of every page",
    23: "sessions: new at sign-in; dead after deactivation, a new password, a lost role",
    24: "sockets: foreign origin, anonymous, other territory, lost role, 1 MB frame; nothing personal travels",
    25: "personal data at rest: no canary in dumps, logs, files, tracebacks",
    26: "mask and reveal: each look is a row with its purpose; no row, no look",
    27: "exports: no cell is a formula",
    28: "lists ask as many questions for many rows as for few",
    29: "migrations: what stood before stands after",
    30: "test strength: mutants of posting, claiming and access are killed",
}


@dataclass
class Tally:
    """What became of the tests of one row. ``before`` passed in an earlier run at the same commit."""

    tests: int = 0
    failed: int = 0
    seconds: float = 0.0
    before: int = 0


def _kept() -> Path | None:
    """Where what passed at this commit is remembered; None where there is no commit to hold on to."""
    told = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    if told.returncode or commit.returncode or told.stdout.strip():
        return None
    return Path(os.environ.get("VAR", ROOT / "var")) / "verify" / f"{commit.stdout.strip()}.jsonl"


def _running(kept: Path) -> Path:
    """What this run has done: added to the rest when the next one begins, so that all its workers read the same."""
    return kept.with_suffix(".running")


def _gather(kept: Path, *, afresh: bool) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    if afresh:
        kept.unlink(missing_ok=True)
    elif _running(kept).exists():
        with kept.open("a") as file:
            file.write(_running(kept).read_text())
    _running(kept).unlink(missing_ok=True)


def _passed(kept: Path | None) -> set[str]:
    """The tests that have passed at this commit."""
    if kept is None or not kept.exists():
        return set()
    return {row["test"] for row in map(json.loads, kept.read_text().splitlines()) if row["passed"]}


class Verification:
    """The plugin of a full run."""

    def __init__(self, kept: Path | None, *, keeps: bool) -> None:
        self.kept, self.keeps, self.done = kept, keeps, _passed(kept)
        self.tallies = {row: Tally() for row in PROPERTIES}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what has passed before."""
        again = [item for item in items if item.nodeid not in self.done]
        if len(again) < len(items):
            config.hook.pytest_deselected(items=[item for item in items if item.nodeid in self.done])
            items[:] = again

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Count it, and write down how a test ended as soon as it has."""
        for row in getattr(report, "rows", []):
            tally = self.tallies[row]
            tally.seconds += report.duration
            tally.tests += report.when == "call"
            tally.failed += report.failed
        if not self.keeps or self.kept is None or not getattr(report, "rows", []):
            return
        if report.when == "call" or report.failed:
            line = {"test": report.nodeid, "rows": report.rows, "passed": report.passed}
            with _running(self.kept).open("a") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Nothing left to try is no failure."""
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.done:
            session.exitstatus = pytest.ExitCode.OK

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """A JSON line for each row, and the report."""
        for row in _earlier(self.kept, self.done):
            self.tallies[row].before += 1
        lines = [_line(row, tally) for row, tally in self.tallies.items()]
        for line in lines:
            terminalreporter.write_line(json.dumps(line, ensure_ascii=False))
        where = Path(os.environ.get("VAR", ROOT / "var")) / "verify" / "report.md"
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(report_of(lines, when=datetime.now(UTC)))
        terminalreporter.write_line(f"report: {where}")


def _earlier(kept: Path | None, done: set[str]) -> list[int]:
    """The rows of each test that was left out because it had passed."""
    if kept is None or not kept.exists():
        return []
    rows = {one["test"]: one["rows"] for one in map(json.loads, kept.read_text().splitlines()) if one["passed"]}
    return [row for test in done for row in rows[test]]


def _line(row: int, tally: Tally) -> dict[str, Any]:
    """One row: ``pass`` is None where nothing here proves it."""
    tried = bool(tally.tests or tally.failed or tally.before)
    found = asdict(tally) | {"seconds": round(tally.seconds, 1)}
    return {"row": row, "property": PROPERTIES[row], "pass": not tally.failed if tried else None, **found}


def report_of(lines: list[dict[str, Any]], *, when: datetime) -> str:
    """The report as Markdown: a line for each row, what failed first in words."""
    words = {True: "holds", False: "**fails**", None: "not tried here"}
    body = [
        f"| {n['row']} | {n['property']} | {words[n['pass']]} | {n['tests'] + n['before']} | {n['seconds']} |"
        for n in lines
    ]
    counts = [sum(one["pass"] is wanted for one in lines) for wanted in (True, False, None)]
    head = [
        "# What was verified",
        "",
        f"{when:%Y-%m-%d %H:%M} UTC. {counts[0]} rows hold, {counts[1]} fail, {counts[2]} were not tried.",
        "",
        "| row | property | result | tests | seconds |",
        "|---:|---|---|---:|---:|",
    ]
    return "\n".join([*head, *body, ""])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "verifies(row): proves this row of the verification table")
    if FULL:
        kept = _kept()
        is_worker = hasattr(config, "workerinput")
        if kept is not None and not is_worker:
            _gather(kept, afresh=bool(os.environ.get("VERIFY_AFRESH")))
        config.pluginmanager.register(Verification(kept, keeps=not is_worker), "timebank-verification")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    outcome = yield
    report = outcome.get_result()
    report.rows = [mark.args[0] for mark in item.iter_markers("verifies")]
