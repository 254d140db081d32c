"""A day is a day in China: ``at.date()`` is London's, and between midnight and eight it is yesterday."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("accounts", "timebank", "services", "frontend")
LONDON = re.compile(r"\b(?:[a-z_]*_at|at|now)\.date\(\)")


def test_no_day_is_taken_from_a_moment_without_its_place():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if "node_modules" not in path.parts and "migrations" not in path.parts and "demo" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LONDON.search(line)
    ]
    assert not found, "use timezone.localdate(at): " + ", ".join(found)


def test_negative_control():
    assert LONDON.search("if paid_on <= at.date():")
    assert LONDON.search("report.reported_at.date()")
    assert not LONDON.search("timezone.localdate(at)")
