"""From each release to this code: a house that worked with the old one goes on with the new, and nothing is lost.

The release's own code, taken out of git, makes the database and fills it; this code migrates it. Where nothing was
added to the migrations since, the small size copies the empty database of the test run instead of migrating for a
minute with the old code: the files are the same, byte for byte. ``make verify`` always migrates with the old code.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.people.models import Person, User
from accounts.sealed_fields import sealed_columns
from tests.databases import DEMO_PASSWORD, ROOT, address, administer, clone_of, copy, drop, own_copy
from tests.ledger.books import guard_again, superuser
from tests.sizes import FULL, sized
from tests.upgrades.facts import Facts, facts_of, lost
from tests.upgrades.releases import Release, extract, frozen, hashes, listed
from timebank.certificates.queries import find_certificate
from timebank.ledger.audit import audit_ledger
from timebank.ledger.keys import public_keys
from timebank.ledger.proof import verify_statement

pytestmark = pytest.mark.verifies(29)
ENTRIES = sized(2_000, 100_000)

SCRIPT = "import sys, runpy, django; django.setup(); del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"
# Version → what a later migration rewrites on purpose, as table or table.column; say why beside it.
MEANT: dict[str, frozenset[str]] = {}


@dataclass(frozen=True)
class House:
    """A database that a release filled: its name, the release's code, where it left its papers, what it held."""

    release: Release
    name: str
    code: Path
    papers: Path
    before: Facts

    @property
    def told(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.papers / "told.json").read_text())
        return found

    def lost(self, name: str) -> list[str]:
        """What another database, made of this one, has lost."""
        meant = MEANT.get(self.release.version, frozenset())
        return lost(self.before, facts_of(address(name), like=self.before), meant=meant)


def run(code: Path, name: str, var: Path, *command: str) -> None:
    """A Python command of some version's code, in a process and a folder of its own, on the database ``name``."""
    ours = {
        "DATABASE_URL": address(name),
        "VAR": str(var),
        "LEDGER_PUBLISHED": str(var / "published"),
        "PYTHONPATH": str(code),
        "DJANGO_SETTINGS_MODULE": "timebank.config.settings",
        "DEMO_PASSWORD": DEMO_PASSWORD,
    }
    told = subprocess.run(
        [sys.executable, *command], cwd=code, env=os.environ | ours, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, f"{' '.join(command)}\n{told.stdout}\n{told.stderr}"


@pytest.fixture(scope="module", params=listed(), ids=lambda release: release.version)
def house(request: Any, tmp_path_factory: Any, migrated_template: str) -> Iterator[House]:
    release = request.param
    folder = tmp_path_factory.mktemp("release")
    code = extract(release.commit, folder / "code")
    name, papers = f"release_{os.getpid()}_{release.commit[:8]}", folder / "var"
    papers.mkdir()
    same = not FULL and frozen(release.version) == hashes(ROOT)
    with administer() as server:
        copy(server, migrated_template if same else "template1", name)
    try:
        if not same:
            run(code, name, papers, "manage.py", "migrate", "--skip-checks", "--verbosity=0")
        own = code / "tests" / "upgrades" / "fill.py"
        script = own if own.exists() else Path(__file__).with_name("fill.py")
        run(code, name, papers, "-c", SCRIPT, str(script), str(papers), str(ENTRIES), *(["demo"] if FULL else []))
        yield House(release, name, code, papers, facts_of(address(name)))
    finally:
        with administer() as server:
            drop(server, name)


@pytest.fixture(scope="module")
def upgraded(house: House) -> Iterator[str]:
    """The name of a copy that this code has migrated, as an operator does."""
    with clone_of(house.name) as name:
        run(ROOT, name, house.papers, "manage.py", "migrate", "--verbosity=0")
        yield name


@pytest.fixture
def inside(upgraded: str, house: House, settings: Any, django_db_blocker: Any) -> Iterator[House]:
    """This process works in the upgraded house."""
    settings.LEDGER_PUBLISHED = house.papers / "published"
    with own_copy(upgraded, django_db_blocker):
        yield house


def test_nothing_is_lost_and_the_books_agree_before_and_after(upgraded: str, inside: House) -> None:
    before = json.loads((inside.papers / "audit.json").read_text())
    assert before["ok"]
    assert before["entries"] >= ENTRIES - 1
    assert before["checkpoints"] >= 1
    after = audit_ledger()
    assert after.ok, after.problems
    counts = (after.accounts, after.transfers, after.entries, after.checkpoints)
    assert counts == (before["accounts"], before["transfers"], before["entries"], before["checkpoints"])
    assert inside.lost(upgraded) == []


def test_what_was_signed_before_is_still_genuine(inside: House) -> None:
    verdict = verify_statement((inside.papers / "statement.json").read_text(), public_keys())
    assert verdict.genuine, verdict.findings
    assert (verdict.holder, verdict.balance) == ("郑国忠", 80)
    found = find_certificate(inside.told["certificate"])
    assert (found.genuine, found.by_code) == (True, True)


def test_people_go_on_where_they_were(inside: House) -> None:
    told = inside.told
    doors = [
        (told["volunteer"], reverse("volunteer:board"), ""),
        (told["volunteer"], reverse("bank:book"), "80"),
        (told["volunteer"], reverse("volunteer:certificates"), "000001"),
        (told["proxy"], reverse("bank:elder_book", args=[told["elder"]]), "林细妹"),
        (told["worker"], reverse("territory:elder", args=[told["elder"]]), "林细妹"),
        (told["worker"], reverse("territory:order", args=[told["order"]]), "林细妹"),
    ]
    for username, door, words in doors:
        client = Client()
        client.force_login(
            User.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        answer = client.get(door)
        assert answer.status_code == 200, (door, answer.status_code)
        assert words in answer.content.decode(), (door, words)


def test_what_is_sealed_still_opens(inside: House) -> None:
    person = Person.objects.get(id=inside.told["person"])
    assert (person.phone, person.address) == (inside.told["phone"], inside.told["address"])
    opened = sum(
        bool(value)
        for model, field in sealed_columns()
        for value in model._base_manager.values_list(field.attname, flat=True)
    )
    assert opened > 10


# --- what the comparison is worth: an upgrade that loses something is noticed ---

LOSING = '''
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [migrations.RunSQL("""{sql}""")]
'''


def next_release(house: House, folder: Path, sql: str) -> Path:
    """The code of a later version, with one migration more."""
    shutil.copytree(house.code, folder)
    migrations = folder / "services" / "visits" / "migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    (migrations / "9999_next.py").write_text(LOSING.format(app="visits", last=last, sql=sql))
    return folder


def test_a_migration_that_loses_something_is_noticed(house: House, tmp_path: Path) -> None:
    """And one that only adds is none."""
    adding = "ALTER TABLE visits_visit ADD COLUMN weather text; CREATE TABLE visits_later (id int);"
    losing = """
        UPDATE people_person SET name = name || '。' WHERE name = '林细妹';
        DELETE FROM visits_window;
        ALTER TABLE orders_order DROP COLUMN note CASCADE;
        DROP TRIGGER ledger_entry_belongs ON ledger_entry;
    """
    with clone_of(house.name) as name:
        with psycopg.connect(address(name)) as database:
            database.execute(adding)
        assert house.lost(name) == []
    code = next_release(house, tmp_path / "next", losing)
    with clone_of(house.name) as name:
        run(code, name, tmp_path, "manage.py", "migrate", "visits", "--skip-checks", "--verbosity=0")
        assert house.lost(name) == [
            "guard ledger_entry ledger_entry_belongs is gone",
            "column orders_order.note is gone",
            "column people_person.name says something else",
            f"table visits_window: {house.before.rows['visits_window']} rows before, 0 after",
        ]


def test_a_row_that_was_changed_on_the_way_is_noticed(house: House, django_db_blocker: Any, settings: Any) -> None:
    """By the comparison, whichever row it is, and where it is a line of the ledger by the audit as well."""
    settings.LEDGER_PUBLISHED = house.papers / "published"
    with own_copy(house.name, django_db_blocker) as name:
        assert house.lost(name) == []
        with superuser(name) as somebody:
            somebody.execute(
                "UPDATE ledger_entry SET amount = amount * 2 WHERE id = (SELECT max(id) FROM ledger_entry)"
            )
            guard_again(somebody)
        assert house.lost(name) == ["column ledger_entry.amount says something else"]
        run(ROOT, name, house.papers, "manage.py", "migrate", "--verbosity=0")
        assert not audit_ledger().ok
        connection.close()
