"""What the house remembers of its own running, outside the database: when it was saved, when audited.

Small JSON files in ``VAR/operations``; ``doctor`` and the metrics read them.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings


def keep_record(name: str, **told: Any) -> None:
    """Replace the record in one step, with ``at`` (ISO 8601, UTC) added."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{name}.json"
    draft.write_text(json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **told}, ensure_ascii=False))
    draft.replace(folder / f"{name}.json")


def read_record(name: str) -> dict[str, Any] | None:
    """What was kept last, or None when nothing (readable) was."""
    try:
        told = json.loads((_folder() / f"{name}.json").read_text())
    except (FileNotFoundError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _folder() -> Path:
    return Path(settings.VAR) / "operations"
