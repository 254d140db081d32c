"""The migrations of a release stay as they were: databases out there have run them."""

import shutil
from pathlib import Path

import pytest

from tests.databases import ROOT
from tests.upgrades.releases import extract, frozen, hashes, listed, thawed

pytestmark = pytest.mark.verifies(29)


@pytest.mark.parametrize("release", listed(), ids=lambda release: release.version)
def test_migrations_of_a_release_are_as_they_were_released(release):
    assert thawed(release.version) == []


@pytest.mark.parametrize("release", listed(), ids=lambda release: release.version)
def test_the_list_speaks_of_what_was_released(release, tmp_path):
    """The hashes were not written afterwards: they are those of the commit."""
    assert frozen(release.version) == hashes(extract(release.commit, tmp_path))


@pytest.fixture
def copy_of_the_house(tmp_path) -> Path:
    for path in [*map(Path, hashes(ROOT)), *(p.relative_to(ROOT) for p in (ROOT / "docs" / "releases").iterdir())]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    return tmp_path


def test_a_byte_more_or_a_file_less_is_noticed_and_a_new_migration_is_none(copy_of_the_house):
    house, version = copy_of_the_house, listed()[0].version
    (house / "services" / "visits" / "migrations" / "0099_later.py").write_text("")
    assert thawed(version, house) == []
    changed = house / "timebank" / "ledger" / "migrations" / "sql" / "posting.sql"
    changed.write_text(changed.read_text() + "\n")
    (house / "accounts" / "people" / "migrations" / "0001_initial.py").unlink()
    assert thawed(version, house) == [
        f"accounts/people/migrations/0001_initial.py was removed after {version}: write a new migration instead",
        f"timebank/ledger/migrations/sql/posting.sql was changed after {version}: write a new migration instead",
    ]


def test_where_the_history_is_not_the_upgrade_says_why_it_is_not_tried(tmp_path):
    with pytest.raises(pytest.skip.Exception, match="full clone"):
        extract("0" * 40, tmp_path)
