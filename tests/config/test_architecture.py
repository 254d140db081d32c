"""The shape of the house as failing tests, each with the proof that it can fail."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("accounts", "timebank", "services", "frontend")
FORBIDDEN = {"utils", "helpers", "common", "signals", "services.py"}
FILE_LINES, FUNCTION_LINES = 400, 60


def python_files() -> Iterator[Path]:
    for folder in (*FLOORS, "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path


def contracts(house: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([program, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)


def test_imports_only_go_down() -> None:
    result = contracts(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("room", "upward", "contract"),
    [
        ("accounts/people/models.py", "from services.orders import models", "Four floors"),
        ("timebank/ledger/queries.py", "from frontend.shell import apps", "Four floors"),
        ("accounts/regions/models.py", "from accounts.people import enums", "Slices of the ground floor"),
        ("services/orders/queries.py", "from timebank.ledger.models import Entry", "Only the ledger"),
        ("frontend/helper/apps.py", "from frontend.volunteer import apps", "Pages of one journey"),
    ],
)
def test_an_import_that_goes_up_is_refused(tmp_path: Path, room: str, upward: str, contract: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in FLOORS:
        ignored = shutil.ignore_patterns("node_modules", "__pycache__", "locale", "templates", "static")
        shutil.copytree(ROOT / floor, tmp_path / floor, ignore=ignored)
    with (tmp_path / room).open("a") as file:
        file.write(f"\n{upward}\n")
    result = contracts(tmp_path)
    assert result.returncode == 1
    broken = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert any(contract in line for line in broken), result.stdout


def test_files_and_functions_stay_short() -> None:
    found = []
    for path in python_files():
        source = path.read_text()
        lines = len(source.splitlines())
        found += [f"{path}: {lines} lines"] if lines > FILE_LINES else []
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                found += [f"{path}: {node.name}: {length} lines"] if length > FUNCTION_LINES else []
    assert found == []


def test_no_room_for_odds_and_ends() -> None:
    paths = [path.relative_to(ROOT) for path in python_files()]
    found = [path for path in paths if FORBIDDEN & {*path.parts[1:], path.stem}]
    assert found == []


def test_an_action_file_holds_the_keyword_only_function_of_its_name() -> None:
    found = []
    for path in python_files():
        if path.parent.name == "actions" and "_" in path.stem.strip("_"):  # verb_noun.py
            body = ast.parse(path.read_text()).body
            functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
            if path.stem not in functions or functions[path.stem].args.args:
                found.append(str(path.relative_to(ROOT)))
    assert found == []
