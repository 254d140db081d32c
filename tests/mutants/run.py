"""``python -m tests.mutants.run TARGET EVERY``: each ``EVERY``-th mutant of a target; a JSON line each.

The tests first run as they are, and must pass. Then this process, with everything imported, forks for each mutant: the
child puts the mistake into the functions as they stand in memory (or uses a database with the mistake) and runs the
tests until one fails. No file is touched, so that others may test the same tree meanwhile.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from types import CodeType, FunctionType, ModuleType
from uuid import uuid4

import psycopg
import pytest

from tests.databases import address, administer, copy, drop, leave_database, made_once
from tests.mutants.python_mutants import Mutant
from tests.mutants.targets import TARGETS

GUARDS = "the guards of the books are those that were built"
MOST_SECONDS = 300  # a mutant that waits for ever is noticed, too


def main(name: str, every: int) -> None:
    target = TARGETS[name]
    tests = list(target.tests)
    if told := _quietly(tests):
        sys.exit(f"{name}: the tests fail without any mistake ({told})")
    leave_database()
    target.load()
    audit = import_module("timebank.ledger.audit")  # Django is set up by now
    audit.CHECKS.pop(GUARDS)  # would know every changed function by its hash, whatever the mistake does
    for module, mutant in list(target.mutants())[every // 2 :: every]:
        with_it = _in_database(mutant, tests) if not module else _in_child(tests, module, mutant)
        if with_it is not None:
            line = {"module": module, "mutant": mutant.said, "killed": with_it}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _quietly(tests: list[str]) -> int:
    """pytest's exit code, without its words."""
    saved = os.dup(1), os.dup(2)
    with open(os.environ.get("MUTANTS_LOG", os.devnull), "ab") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        return int(pytest.main(["-x", "-q", "--no-header", *tests]))
    finally:
        os.dup2(saved[0], 1)
        os.dup2(saved[1], 2)


def _in_child(tests: list[str], module: str = "", mutant: Mutant | None = None) -> bool:
    """True when the tests notice."""
    child = os.fork()
    if not child:
        try:
            if mutant is not None and module:
                put(mutant.source, sys.modules[module])
            code = _quietly(tests)
        except BaseException:  # whatever it is, it was noticed
            code = 1
        os._exit(1 if code else 0)
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _in_database(mutant: Mutant, tests: list[str]) -> bool | None:
    """True when the tests notice; None where the database does not take the statement."""
    name = f"mutant_{uuid4().hex}"
    with administer() as server:
        copy(server, made_once("migrated", "template1", "migrate", "--verbosity=0"), name)
        try:
            with psycopg.connect(address(name), autocommit=True) as database:
                database.execute(mutant.source)
            os.environ["MUTATED_TEMPLATE"] = name
            return _in_child(tests)
        except psycopg.Error:
            return None
        finally:
            os.environ.pop("MUTATED_TEMPLATE", None)
            drop(server, name)


def put(source: str, module: ModuleType) -> int:
    """Give the functions of a module the bodies they have in ``source``; return how many differ from before."""
    codes = {code.co_qualname: code for code in _codes(compile(source, str(module.__file__), "exec"))}
    changed = 0
    for function in set(_functions(module)):
        code = codes[function.__qualname__]
        changed += code.co_code != function.__code__.co_code or code.co_consts != function.__code__.co_consts
        function.__code__ = code
    return changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions and methods written in a module, below their decorators."""
    for value in [*vars(module).values()]:
        holders = vars(value).values() if isinstance(value, type) and value.__module__ == module.__name__ else [value]
        for one in holders:
            while hasattr(one, "__wrapped__"):
                one = one.__wrapped__
            if isinstance(one, FunctionType) and one.__code__.co_filename == module.__file__:
                yield one


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
