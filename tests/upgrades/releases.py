"""The releases of ``docs/releases/list.toml``: their code out of git, and the migrations that are theirs for good."""

import io
import subprocess
import tarfile
import tomllib
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from tests.databases import ROOT

FOLDER = Path("docs") / "releases"


def _tool() -> ModuleType:
    """``.ci/release`` as a module: what writes the hashes also compares them."""
    loader = SourceFileLoader("release_tool", str(ROOT / ".ci" / "release"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


TOOL = _tool()


@dataclass(frozen=True)
class Release:
    """One line of the list. ``commit`` is the 40 digits of what was released."""

    version: str
    day: str
    commit: str


def listed(root: Path = ROOT) -> list[Release]:
    """Every release, the oldest first."""
    found = tomllib.loads((root / FOLDER / "list.toml").read_text(encoding="utf-8"))
    return [Release(one["version"], str(one["day"]), one["commit"]) for one in found["release"]]


def extract(commit: str, folder: Path) -> Path:
    """The files of a commit in ``folder``.

    Skips the test where there is no such history to take them from: in a shallow clone, in an archive without git.
    """
    told = subprocess.run(["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=False)
    if told.returncode:
        pytest.skip(f"{commit[:8]} is not in the history here: a release's code comes out of git, from a full clone")
    with tarfile.open(fileobj=io.BytesIO(told.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


def hashes(root: Path) -> dict[str, str]:
    """File → SHA-256, of every file that makes tables."""
    found: dict[str, str] = TOOL.migrations(root)
    return found


def frozen(version: str, root: Path = ROOT) -> dict[str, str]:
    """File → SHA-256, as it was when the version was released."""
    lines = (root / FOLDER / f"{version}.sha256").read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def thawed(version: str, root: Path = ROOT) -> list[str]:
    """What is no longer as it was released, in words; empty when nothing was touched. New files are no change."""
    here = hashes(root)
    return [
        f"{path} was {'changed' if path in here else 'removed'} after {version}: write a new migration instead"
        for path, digest in frozen(version, root).items()
        if here.get(path) != digest
    ]
