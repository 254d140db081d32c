"""Rosters of the tests lie in a folder of their own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def rosters_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ROSTERS = tmp_path / "rosters"
    return tmp_path / "rosters"
