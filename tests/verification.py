"""``make verify``: one JSON line for each row of the verification table, from the tests marked with its number."""

import json
from collections import defaultdict
from typing import Any

import pytest

from tests.sizes import FULL

PROPERTIES = {
    1: "zero sum per transfer and unit; cache = sum of entries; floor; reversal and hold at most once; units never mix",
    2: "the same under concurrency",
    3: "append-only",
    4: "tamper evidence",
    7: "kill -9 of a worker: all or nothing, a retry has one effect",
    8: "database crash: every acknowledged write is there",
    9: "Redis away and back: no failed write, no logout, boards agree within 15 seconds",
    10: "idempotency: one effect, same answer, mismatch refused",
    11: "offline queue: order does not matter, nothing lost, nothing credited twice, a clock far off is looked into",
    12: "time: exact minutes, unchanged birthdays",
    13: "backup under load into a new server: equal balances, counts, chain heads, guards; touched it is refused",
    17: "uploads: hostile pictures refused, memory +150 MB at most, kept files drawn anew without EXIF",
    24: "sockets: foreign origin, anonymous, other territory, lost role, 1 MB frame; nothing personal travels",
}
_seen: defaultdict[int, dict[str, Any]] = defaultdict(lambda: {"tests": 0, "failed": 0, "seconds": 0.0})


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "verifies(row): proves this row of the verification table")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    outcome = yield
    report = outcome.get_result()
    report.rows = [mark.args[0] for mark in item.iter_markers("verifies")]


def pytest_runtest_logreport(report: Any) -> None:
    for row in getattr(report, "rows", []):
        _seen[row]["seconds"] += report.duration
        _seen[row]["tests"] += report.when == "call"
        _seen[row]["failed"] += report.failed


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not FULL:
        return
    for row in sorted(_seen):
        line = {"row": row, "property": PROPERTIES[row], "pass": not _seen[row]["failed"], **_seen[row]}
        line["seconds"] = round(line["seconds"], 1)
        terminalreporter.write_line(json.dumps(line, ensure_ascii=False))
