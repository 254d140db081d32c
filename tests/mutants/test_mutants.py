"""Tests are worth what they notice: mistakes are put into posting, claiming, matching and access, one at a time.

``make verify`` puts in every one; the build a handful. At least 85 of a hundred must be noticed, and the message
names those that were not.
"""

import json
import os
import subprocess
import sys
from types import ModuleType

import pytest

from tests.databases import ROOT
from tests.mutants.python_mutants import mutants_of
from tests.mutants.run import put
from tests.mutants.sql_mutants import replaced, sql_mutants
from tests.mutants.targets import TARGETS
from tests.sizes import FULL

LEAST = 0.85
EVERY = {"matching": 40, "posting-sql": 30}  # of the build: one in so many, of what is quick


def tried(target: str, every: int) -> list[dict]:
    """What became of the mutants, tried in a process of their own on the server of this run."""
    ours = {"WITHIN_A_RUN": "1", "DJANGO_SETTINGS_MODULE": "timebank.config.settings"}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "TIMEBANK_VERIFY"))} | ours
    command = [sys.executable, "-m", "tests.mutants.run", target, str(every)]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.mark.verifies(30)
@pytest.mark.usefixtures("migrated_template")
@pytest.mark.parametrize("target", list(TARGETS) if FULL else list(EVERY))
def test_mistakes_are_noticed(target):
    found = tried(target, 1 if FULL else EVERY[target])
    missed = [one["mutant"] for one in found if not one["killed"]]
    assert found
    assert len(missed) <= (1 - LEAST) * len(found), f"{len(missed)} of {len(found)} were missed:\n" + "\n".join(missed)


# --- and the tools themselves ---

SOURCE = """
def fits(age, limit, seats):
    if age < limit and seats:
        raise ValueError
    return age + 1
"""


def test_every_kind_of_mistake_is_made_once_and_is_a_program():
    made = mutants_of(SOURCE)
    assert [one.said for one in made] == [
        "line 3: if not (age < limit and seats)",
        "line 3: Or in age < limit and seats",
        "line 3: without age < limit in age < limit and seats",
        "line 3: without seats in age < limit and seats",
        "line 3: Lt is LtE in age < limit",
        "line 4: without raise ValueError",
        "line 5: nothing instead of age + 1",
        "line 5: Sub in age + 1",
        "line 5: 1 + 1",
    ]
    assert len({one.source for one in made}) == len(made)


def test_a_mistake_reaches_whoever_has_the_function_already():
    module = ModuleType("fitting")
    module.__file__ = "fitting.py"
    exec(compile(SOURCE, "fitting.py", "exec"), vars(module))
    fits = module.fits
    assert fits(5, 5, 1) == 6
    assert put(SOURCE.replace("age + 1", "age - 1"), module) == 1
    assert fits(5, 5, 1) == 4
    assert put(SOURCE.replace("age + 1", "age - 1"), module) == 0


def test_every_mistake_in_sql_is_another_one_and_stands_in_the_files():
    made = sql_mutants()
    assert len({one.source for one in made}) == len(made) > 90
    with pytest.raises(ValueError, match="not found"):
        replaced("CREATE FUNCTION f() …", "what is not there", "", 1)


def test_negative_control_tests_that_look_away_notice_nothing(monkeypatch, tmp_path):
    """The run itself tells the two apart: with an idle test every mistake is missed."""
    idle = tmp_path / "test_idle.py"
    idle.write_text("def test_idle():\n    pass\n")
    script = (
        "import dataclasses, sys\nfrom tests.mutants import run, targets\n"
        f"one = dataclasses.replace(targets.TARGETS['matching'], tests=({str(idle)!r},))\n"
        "targets.TARGETS['matching'] = one\nrun.main('matching', 60)\n"
    )
    environment = os.environ | {"WITHIN_A_RUN": "1", "DJANGO_SETTINGS_MODULE": "timebank.config.settings"}
    command = [sys.executable, "-c", script]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert [json.loads(line)["killed"] for line in told.stdout.splitlines()] == [False, False, False]
