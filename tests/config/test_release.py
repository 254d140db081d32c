"""``make release`` builds notes from the changelog, and says what is missing before there can be one."""

import hashlib
import subprocess
import sys
import tarfile

import pytest

from tests.databases import ROOT

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
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def git(folder, *words):
    who = ["-c", "user.name=Chen", "-c", "user.email=chen@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


def release(folder):
    command = [sys.executable, str(ROOT / ".ci" / "release"), str(folder.parent / "out")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


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
    assert release(house).returncode == 0
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == hashed  # again the same bytes


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("1.2.0, 2026-12-01", "1.2.0, unreleased"), "Write the day"),
        (lambda text: text.replace("1.2.0, 2026-12-01", "1.3.0, 2026-12-01"), "pyproject.toml says 1.2.0"),
        (lambda text: text.replace("- A helper orders for an elder.\n- 志愿者看得见附近的活。\n", ""), "says nothing"),
        (lambda text: "# Changelog\n", "no section"),
    ],
)
def test_what_is_missing_is_said(house, change, said):
    (house / "CHANGELOG.md").write_text(change(CHANGELOG))
    commit(house)
    told = release(house)
    assert told.returncode
    assert said in told.stderr
    assert not (house.parent / "out").exists()


def test_what_is_not_committed_or_released_already_is_no_release(house):
    (house / "more").touch()
    assert "not committed" in release(house).stderr
    (house / "more").unlink()
    git(house, "tag", "v1.2.0")
    assert "released already" in release(house).stderr


def test_the_changelog_of_this_house_can_be_read():
    told = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "release"), "nowhere"], cwd=ROOT, capture_output=True, text=True
    )
    assert "no section" not in told.stderr
