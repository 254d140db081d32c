"""``make release`` builds notes from the changelog, and says what is missing before there can be one."""

import hashlib
import os
import subprocess
import sys
import tarfile
import tomllib

import pytest

from tests.databases import ROOT
from tests.upgrades.releases import TOOL

CHANGELOG = """# Changelog

## 1.2.0, 2026-12-01

- A helper orders for an elder.
- 志愿者看得见附近的活。

## 1.1.0, 2026-11-01

- What was before.
"""


@pytest.fixture
def house(tmp_path):
    """A repository of a version that could be released."""
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "CHANGELOG.md").write_text(CHANGELOG)
    (folder / "pyproject.toml").write_text('[project]\nname = "timebank"\nversion = "1.2.0"\n')
    (folder / "services" / "orders" / "migrations").mkdir(parents=True)
    (folder / "services" / "orders" / "migrations" / "0001_initial.py").write_text("# tables\n")
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def git(folder, *words):
    who = ["-c", "user.name=Chen", "-c", "user.email=chen@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


def release(folder, *more):
    command = [sys.executable, str(ROOT / ".ci" / "release"), str(folder.parent / "out"), *more]
    who = {f"GIT_{one}_{what}": "chen@example.org" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(command, cwd=folder, env=os.environ | who, capture_output=True, text=True)


def said(folder, *words):
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_notes_are_the_newest_section_and_the_archive_is_what_was_committed(house):
    told = release(house)
    assert told.returncode == 0, told.stderr
    made = house.parent / "out" / "1.2.0"
    notes = (made / "notes.md").read_text()
    assert "志愿者看得见附近的活。" in notes
    assert "What was before" not in notes
    archive = made / "timebank-1.2.0.tar"
    with tarfile.open(archive) as files:
        assert "timebank-1.2.0/CHANGELOG.md" in files.getnames()
    hashed = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert (made / "SHA256SUMS").read_text().split()[0] == hashed
    again = said(house, "archive", "--format=tar", "--prefix=timebank-1.2.0/", "--output=../again.tar", "v1.2.0")
    assert not again
    assert (
        hashlib.sha256((house.parent / "again.tar").read_bytes()).hexdigest() == hashed
    )  # the tag makes the same bytes


def test_what_is_released_is_tagged_and_listed_with_its_migrations(house):
    commit = said(house, "rev-parse", "HEAD")
    assert release(house).returncode == 0
    assert said(house, "rev-parse", "v1.2.0^{commit}") == commit
    assert "志愿者看得见附近的活。" in said(house, "tag", "--list", "--format=%(contents)", "v1.2.0")
    listed = tomllib.loads((house / "docs" / "releases" / "list.toml").read_text())["release"]
    assert [(one["version"], str(one["day"]), one["commit"]) for one in listed] == [("1.2.0", "2026-12-01", commit)]
    digest = hashlib.sha256(b"# tables\n").hexdigest()
    path = "services/orders/migrations/0001_initial.py"
    assert (house / "docs" / "releases" / "1.2.0.sha256").read_text() == f"{digest}  {path}\n"
    assert said(house, "status", "--porcelain") == ""  # it is committed
    assert "released already" in release(house).stderr
    git(house, "tag", "--delete", "v1.2.0")  # tags may be lost on the way; the list is not
    assert "released already" in release(house).stderr


def test_before_its_day_a_version_has_candidates(house):
    (house / "CHANGELOG.md").write_text(CHANGELOG.replace("1.2.0, 2026-12-01", "1.2.0, unreleased"))
    commit(house)
    for number in (1, 2):
        told = release(house, "--candidate")
        assert told.returncode == 0, told.stderr
        assert f"1.2.0-rc.{number}" in told.stdout
    assert said(house, "tag", "--list").split() == ["v1.2.0-rc.1", "v1.2.0-rc.2"]
    (house / "CHANGELOG.md").write_text(CHANGELOG)
    commit(house)
    assert "no candidate any more" in release(house, "--candidate").stderr
    assert release(house).returncode == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("1.2.0, 2026-12-01", "1.2.0, unreleased"), "Write the day"),
        (lambda text: text.replace("1.2.0, 2026-12-01", "1.3.0, 2026-12-01"), "pyproject.toml says 1.2.0"),
        (lambda text: text.replace("- A helper orders for an elder.\n- 志愿者看得见附近的活。\n", ""), "says nothing"),
        (lambda text: "# Changelog\n", "no section"),
    ],
)
def test_what_is_missing_is_said(house, change, words):
    (house / "CHANGELOG.md").write_text(change(CHANGELOG))
    commit(house)
    told = release(house)
    assert told.returncode
    assert words in told.stderr
    assert not (house.parent / "out").exists()


def test_what_is_not_committed_or_released_already_is_no_release(house):
    (house / "more").touch()
    assert "not committed" in release(house).stderr
    (house / "more").unlink()
    git(house, "tag", "v1.2.0")
    assert "released already" in release(house).stderr


def test_the_changelog_of_this_house_can_be_read():
    version, day, notes = TOOL.newest((ROOT / "CHANGELOG.md").read_text())
    assert (version.count("."), bool(day)) == (2, True)
    assert notes.startswith("- ")
