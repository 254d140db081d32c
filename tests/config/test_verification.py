"""``make verify`` has a test for every row, tells which failed, and goes on where it stopped."""

import re
from datetime import UTC, datetime

from tests.databases import ROOT
from tests.verification import PROPERTIES, Verification, _gather, report_of

pytest_plugins = ["pytester"]


def test_every_row_has_a_test_and_every_mark_is_a_row():
    marks = {
        int(number)
        for path in (ROOT / "tests").rglob("test_*.py")
        for number in re.findall(r"pytest\.mark\.verifies\((\d+)\)", path.read_text())
    }
    assert marks == set(PROPERTIES)


def test_what_has_passed_is_not_tried_again_and_what_failed_is(pytester, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # those of the outer run are busy
    pytester.makepyfile("""
        import pathlib
        import pytest

        @pytest.mark.verifies(1)
        def test_good():
            pass

        @pytest.mark.verifies(2)
        def test_bad():
            assert pathlib.Path("mended").exists()
    """)
    kept = tmp_path / "kept.jsonl"
    marks = "markers =\n    verifies(row)"
    pytester.makeini(f"[pytest]\n{marks}")

    def run():
        _gather(kept, afresh=False)
        return pytester.inline_run(
            "-p",
            "no:django",
            "-p",
            "no:xdist",
            "-p",
            "no:rerunfailures",
            plugins=[Verification(kept, keeps=True), Marked()],
        )

    run().assertoutcome(passed=1, failed=1)
    again = run()
    again.assertoutcome(failed=1)
    (pytester.path / "mended").touch()
    run().assertoutcome(passed=1)
    assert run().ret == 0  # nothing is left
    _gather(kept, afresh=True)
    run().assertoutcome(passed=2)


class Marked:
    """Puts the rows on the reports, as the plugin does for the whole house."""

    def pytest_runtest_logreport(self, report):
        report.rows = [1 if "good" in report.nodeid else 2]


def test_the_report_says_what_holds_what_fails_and_what_nobody_tried():
    lines = [
        {"row": row, "property": PROPERTIES[row], "pass": passed, "tests": 2, "before": 1, "seconds": 0.5}
        for row, passed in ((1, True), (2, False), (29, None))
    ]
    told = report_of(lines, when=datetime(2026, 12, 1, tzinfo=UTC))
    assert "1 rows hold, 1 fail, 1 were not tried." in told
    assert "| **fails** | 3 | 0.5 |" in told
    assert "| 29 | migrations: what stood before stands after | not tried here | 3 | 0.5 |" in told
