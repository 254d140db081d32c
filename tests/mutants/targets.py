"""What is mutated, and which tests must notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.databases import ROOT
from tests.mutants.python_mutants import Mutant, mutants_of
from tests.mutants.sql_mutants import sql_mutants


@dataclass(frozen=True)
class Target:
    """Modules to mutate (none: the SQL that posts), and the tests, the quickest first: the first that fails ends it."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def mutants(self) -> Iterator[tuple[str, Mutant]]:
        """(module, mutant); the module is empty where the mutant is a statement for the database."""
        if not self.modules:
            yield from (("", one) for one in sql_mutants())
        for module in self.modules:
            path = ROOT / Path(*module.split(".")).with_suffix(".py")
            source = (path if path.exists() else path.with_suffix("") / "__init__.py").read_text(encoding="utf-8")
            yield from ((module, one) for one in mutants_of(source))

    def load(self) -> None:
        for module in self.modules:
            import_module(module)


LEDGER = ("tests/ledger/test_post_transfer.py", "tests/ledger/test_chain.py", "tests/ledger/test_reversal.py")
TARGETS = {
    "posting": Target(
        ("timebank.ledger.actions.post_transfer", "timebank.ledger.actions.post_batch"),
        ("tests/ledger/test_every_field.py", *LEDGER, "tests/ledger/test_kinds.py"),
    ),
    "posting-sql": Target(
        (),
        ("tests/ledger/test_every_field.py", *LEDGER, "tests/ledger/test_append_only.py", "tests/ledger/test_kinds.py"),
    ),
    "claiming": Target(
        ("services.orders.actions.claim_order", "services.orders.actions.seating"),
        ("tests/orders/test_claim_order.py", "tests/orders/test_ways_out.py", "tests/orders/test_main_job.py"),
    ),
    "matching": Target(
        ("services.orders.matching",),
        ("tests/orders/test_fitting.py", "tests/orders/test_matching.py"),
    ),
    "access": Target(
        ("accounts.access.queries.held", "accounts.access.queries"),
        ("tests/access/test_reach.py", "tests/accounts/test_access.py", "tests/access/test_roles.py"),
    ),
}
