"""Every clause of the two notices has its row, and what a row names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "traceability.md").read_text(encoding="utf-8")
CLAUSES = {f"D{number:02d}" for number in range(1, 74)} | {f"N{number:02d}" for number in range(1, 91)}
RULE = re.compile(r"^\|[\s:|-]+\|$")


def rows(text: str) -> list[list[str]]:
    """The cells of each row below the head of the table."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not RULE.match(line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def faults(text: str) -> list[str]:
    """What is wrong with the table: an empty cell, a test that is not there, a clause without a row."""
    said = []
    for cells in rows(text):
        if len(cells) != 5 or not all(cells):
            said.append(f"cells: {cells[:1]}")
        for name in re.findall(r"`(tests/[\w/.-]+)`", " ".join(cells)):
            if not (ROOT / name).exists():
                said.append(f"gone: {name}")
        for name in re.findall(r"`(test_\w+)`", " ".join(cells)):
            if not list((ROOT / "tests").rglob(f"{name}.py")):
                said.append(f"gone: {name}")
    found = set(re.findall(r"\b[DN]\d\d\b", " ".join(cells[0] for cells in rows(text))))
    return said + [f"no row: {clause}" for clause in sorted(CLAUSES - found)]


def test_every_threat_is_tried_somewhere() -> None:
    """The page of threats: each row of a table about people names tests that are there."""
    text = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    tables = text.split("## What no program stops")[0]
    found = [cells for cells in rows(tables) if cells[0] != "who"]
    assert len(found) > 15
    assert [cells[0] for cells in found if len(cells) != 5 or not re.findall(r"`(tests/[\w/.-]+)`", cells[4])] == []
    assert [name for name in re.findall(r"`(tests/[\w/.-]+)`", text) if not (ROOT / name).exists()] == []


def test_every_clause_has_a_row_and_every_test_is_there() -> None:
    assert len(rows(TEXT)) > 100
    assert faults(TEXT) == []


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("| N70 |", "| N7 |", "no row: N70"),
        ("`tests/orders/test_claim_order.py`", "`tests/orders/test_gone.py`", "gone"),
    ],
)
def test_negative_control(there: str, instead: str, said: str) -> None:
    assert said in " ".join(faults(TEXT.replace(there, instead)))
